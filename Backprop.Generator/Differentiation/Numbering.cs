using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Gives each line through which a derivative flows its number, in the order in which the method computes.</summary>
internal static class Numbering
{
    public static Function Number(Function function)
    {
        Activity activity = Activity.Of(function);
        int last = 0;
        return function with { Body = Number(function.Body, activity, ref last) };
    }

    private static EquatableArray<Statement> Number(EquatableArray<Statement> body, Activity activity, ref int last)
    {
        Statement[] numbered = new Statement[body.Count];
        for (int i = 0; i < numbered.Length; i++)
        {
            numbered[i] = body[i] switch
            {
                Let let when activity.IsActive(let.Target) => let with { Number = ++last },
                ForwardCall call when activity.IsActive(call.Value) => call with { Number = ++last },
                GradientCall call when activity.IsActive(call.Value) => call with { Number = ++last },
                Store store when activity.IsActive(store.Value) => store with { Number = ++last },
                Bulk bulk when activity.Varies(bulk) => bulk with { Number = ++last },
                If branch => Number(branch, activity, ref last),
                Loop loop => loop with { Body = Number(loop.Body, activity, ref last) },
                Statement other => other,
            };
        }

        return new(numbered);
    }

    /// <summary>The same lines without their numbers, where they stand a second time.</summary>
    public static EquatableArray<Statement> Without(EquatableArray<Statement> body) => body.Map(s => Traversal.Map(s, e => e, Without) switch
    {
        Let let => let with { Number = 0 },
        ForwardCall call => call with { Number = 0 },
        GradientCall call => call with { Number = 0 },
        Store store => store with { Number = 0 },
        Bulk bulk => bulk with { Number = 0 },
        If branch => branch with { Merges = branch.Merges.Map(m => m with { ThenNumber = 0, ElseNumber = 0 }) },
        Statement other => other,
    });

    private static If Number(If branch, Activity activity, ref int last)
    {
        // Arms without statements are written as one line, c ? a : b, with one number.
        bool oneLine = branch.Then.Count + branch.Else.Count == 0 && branch.Merges.Count == 1
            && branch.Merges[0] is { Then: not Undefined, Else: not Undefined };
        EquatableArray<Statement> then = Number(branch.Then, activity, ref last);
        Merge[] merges = [.. branch.Merges];
        for (int i = 0; i < merges.Length; i++)
        {
            if (oneLine ? activity.IsActive(merges[i].Target) : IsLine(merges[i].Then, merges[i].Target, branch.Then, activity))
            {
                merges[i] = merges[i] with { ThenNumber = ++last };
            }
        }

        EquatableArray<Statement> otherwise = Number(branch.Else, activity, ref last);
        for (int i = 0; i < merges.Length; i++)
        {
            if (oneLine)
            {
                merges[i] = merges[i] with { ElseNumber = merges[i].ThenNumber };
            }
            else if (IsLine(merges[i].Else, merges[i].Target, branch.Else, activity))
            {
                merges[i] = merges[i] with { ElseNumber = ++last };
            }
        }

        return branch with { Then = then, Else = otherwise, Merges = new(merges) };
    }

    /// <summary>A variable that the branch assigns, or leaves as it was, needs no line of its own.</summary>
    private static bool IsLine(Expression value, Variable target, EquatableArray<Statement> block, Activity activity) =>
        activity.IsActive(value)
        && !(value is Variable variable && (variable.Name == target.Name || Traversal.Definitions(block).Contains(variable)));
}
