namespace Backprop.Generator;

/// <summary>
/// What a step made of one method, or why it failed. An exception would take the gradients of the whole project with it;
/// as a value it costs one method its code, with an error that says so.
/// </summary>
internal sealed record Attempt<T>(T? Value, string? Failure)
    where T : class;

/// <summary>Runs a step so that its failure is a value.</summary>
internal static class Attempt
{
    public static Attempt<T> At<T>(string name, Func<T> step)
        where T : class
    {
        try
        {
            return new(step(), null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(null, $"{name}: {failure.GetType().Name}: {failure.Message}");
        }
    }
}
