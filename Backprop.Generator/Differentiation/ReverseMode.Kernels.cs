using Backprop.Generator.IR;
using Backprop.Generator.Rules;

namespace Backprop.Generator.Differentiation;

/// <summary>The runtime's own operations on whole tensors go back by operations of the runtime's, one for each operand that varies.</summary>
internal sealed partial class ReverseMode
{
    private void ReverseKernel(Bulk call, Expression? given, BlockPath path, int index)
    {
        KernelRule rule = KernelRules.Find(call) ?? throw new InvalidOperationException($"no rule for {call.Method}");
        Load[] tensors = [.. call.Operands.OfType<Load>().Where(l => l.IsWhole)];
        Expression[] numbers = [.. call.Operands.Where(o => o is not Load { IsWhole: true }).Select(o => _primals.Read(o, path))];
        Expression cotangent = given is not null ? _primals.Read(given, path) : Whole(Shadow(call.Destination!, path));
        Copies copies = new(new(call, _fresh), index, path);
        Lazy<Expression>[] standing = [.. tensors.Select(t => new Lazy<Expression>(() => Standing(t)))];
        Lazy<Expression> filled = new(() => Standing(Whole(call.Destination!) with { State = call.After }));
        KernelParts parts = new(standing, numbers, filled, cotangent);
        List<Statement> calls = [];
        for (int i = 0; i < tensors.Length; i++)
        {
            if (_activity.IsActive(tensors[i]) && rule.Backward(i, parts) is { } back)
            {
                calls.Add(new Bulk(null, $"{back.Method}<{call.ResultType}>", back.Arguments.ToEquatableArray(), Shadow(tensors[i].Array, path), null, null, call.Number)
                {
                    Owner = call.Owner,
                    IsAdded = true,
                    MayOverwrite = back.MayOverwrite,
                });
            }
        }

        _lines.AddRange(copies.Heads);
        _lines.AddRange(calls);

        Expression Standing(Load whole) => _primals.Settled.Stands(whole) ? Whole(whole.Array) : copies.Find(whole, Record);

        Load Whole(Expression array) => new(array.Type.Element!, array, EquatableArray<Expression>.Empty, null);
    }
}
