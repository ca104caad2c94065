using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>
/// Rows of a Jacobian through a branch: where all that an arm hands out depends on one variable that it defines, its derivatives by that
/// variable are computed once, and each row multiplies by them instead of walking back through all that lies between.
/// </summary>
internal sealed partial class ReverseMode
{
    private readonly Dictionary<BlockPath, Stage?> _stages = [];

    /// <summary>The variable that no gate may look past, since something is differentiated by it.</summary>
    private Variable? _stage;

    /// <param name="Line">Where the variable is defined.</param>
    /// <param name="At">The line's place in its block.</param>
    /// <param name="Partials">Of what each merge hands out, by the variable; null of what does not vary.</param>
    private sealed record Stage(Let Line, int At, EquatableArray<Expression?> Partials);

    /// <summary>The cotangents that an arm hands to what it is given, through its stage.</summary>
    private void Reverse(Stage stage, EquatableArray<Statement> block, Expression?[] cotangents, BlockPath path)
    {
        List<Expression> terms = [];
        for (int i = 0; i < cotangents.Length; i++)
        {
            if (cotangents[i] is { } cotangent && stage.Partials[i] is { } partial)
            {
                terms.Add(partial * Known(cotangent));
            }
        }

        Add(stage.Line.Target, Simplification.Collect(terms), stage.Line.Number, path);
        Reverse(block.Take(stage.At + 1).ToEquatableArray(), path);
    }

    /// <summary>The stage of an arm; null where it has none that pays.</summary>
    private Stage? StageOf(EquatableArray<Merge> merges, bool taken, EquatableArray<Statement> block, BlockPath path)
    {
        if (_rows is not null && !_stages.ContainsKey(path))
        {
            _stages.Add(path, FindStage(merges, taken, block, path));
        }

        return _rows is null ? null : _stages[path];
    }

    private Stage? FindStage(EquatableArray<Merge> merges, bool taken, EquatableArray<Statement> block, BlockPath path)
    {
        List<Expression> outputs = [.. merges.Select(m => taken ? m.Then : m.Else)];
        for (int at = 0; at < block.Count; at++)
        {
            List<Statement> rest = [.. block.Skip(at + 1)];
            HashSet<Variable> later = [.. Traversal.Definitions(rest)];
            if (block[at] is Let line && _activity.IsActive(line.Target) && rest.TrueForAll(s => s is Let)
                && rest.SelectMany(Traversal.Expressions).Concat(outputs).SelectMany(Varying).Where(v => !later.Contains(v as Variable ?? line.Target)).Distinct().SequenceEqual([line.Target]))
            {
                return StageAt(line, at, merges, outputs, new(rest.ToArray()), path);
            }
        }

        return null;
    }

    /// <summary>The variables and elements that a value varies with.</summary>
    private IEnumerable<Expression> Varying(Expression value) =>
        !_activity.IsActive(value) ? [] : value is Variable or Load ? [value] : value.Operands.SelectMany(Varying);

    private Stage? StageAt(Let line, int at, EquatableArray<Merge> merges, List<Expression> outputs, EquatableArray<Statement> rest, BlockPath path)
    {
        (Cotangents cotangents, List<Statement> lines) = (_cotangents, _lines);
        (_stage, _rows!.Partials.IsTrial) = (line.Target, true);
        List<Statement> once = [];
        List<Expression?> partials = [];
        Back(i => CotangentOf(merges[i].Target));
        int each = Cost.Operations(_lines);
        _rows.Partials.IsTrial = false;
        for (int only = 0; only < outputs.Count; only++)
        {
            Back(i => i == only ? Constant.One(outputs[i].Type) : null);
            Expression? partial = _cotangents[line.Target];
            once.AddRange(Numbering.Without(DeadCode.Remove(_lines.ToEquatableArray(), partial is null ? [] : [partial])));
            if (partial is Variable)
            {
                Variable name = _fresh.Temporary(partial.Type, Describe.Partial(merges[only].Target, line.Target));
                once.Add(new Let(name, partial));
                partial = name;
            }

            partials.Add(partial);
        }

        (_stage, _cotangents, _lines) = (null, cotangents, lines);
        int products = 2 * partials.Count(p => p is not null) - 1;
        if (_rows.Count * (each - products) <= Cost.Operations(once))
        {
            return null;
        }

        _insertions.AtEnd(path).AddRange(once);
        return new(line, at, partials.ToEquatableArray());

        void Back(Func<int, Expression?> seed)
        {
            (_cotangents, _lines) = (new(), []);
            for (int i = 0; i < outputs.Count; i++)
            {
                if (_activity.IsActive(outputs[i]) && seed(i) is { } own)
                {
                    Contribute(outputs[i], own, 0, merges[i].Target, path);
                }
            }

            Reverse(rest, path);
        }
    }
}
