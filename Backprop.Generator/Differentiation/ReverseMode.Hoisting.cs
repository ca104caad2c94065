using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Cotangents that a loop's iterations read, computed before the loop.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>The lines of the backward part that stand before a loop, as they were, and before which.</summary>
    private readonly Dictionary<Variable, (Let Line, Position Position)> _hoisted = [];

    /// <summary>The place before a statement.</summary>
    private readonly record struct Position(BlockPath Path, int Index)
    {
        /// <summary>Whether what stands here has run wherever another place is come to.</summary>
        public bool IsBefore(Position other)
        {
            int depth = Path.Split().Count();
            return other.Path.IsWithin(Path) && Index <= other.Path.Split().Skip(depth).Select(s => s.Index).Append(other.Index).First();
        }
    }

    /// <summary>Whether a cotangent depends only on what is known before the loop; its lines are then put there.</summary>
    private bool IsReadyBefore(Expression cotangent, BlockPath path, int index)
    {
        if (cotangent is not Variable wanted)
        {
            return false;
        }

        Position here = new(path, index);
        List<Let> needed = [];
        if (!Collect(wanted, needed, here))
        {
            return false;
        }

        HashSet<Variable> known = [.. Known(path, index), .. needed.Select(l => l.Target), .. _hoisted.Where(h => h.Value.Position.IsBefore(here)).Select(h => h.Key)];
        Dictionary<Variable, Expression> early = [];
        if (needed.Exists(l => l.Value.MayThrow) && Around(path, index).Exists(a => Traversal.ThrowsMore(a.Block.Skip(a.Index))))
        {
            return false; // an index out of range would be told of in place of what the method throws first
        }

        if (!needed.TrueForAll(l => IsTheSameBefore(l.Value) && l.Value.Variables.All(v => known.Contains(v) || IsEarly(v, known, early))))
        {
            return false;
        }

        foreach (Let line in needed)
        {
            if (_hoisted.TryGetValue(line.Target, out (Let Line, Position Position) before))
            {
                _insertions.Before(before.Position.Path, before.Position.Index).RemoveAll(s => s is Let let && let.Target == line.Target);
            }

            _lines.Remove(line);
            _hoisted[line.Target] = (line, here);
            _insertions.Before(path, index).Add(line with { Value = line.Value.Substitute(early) });
        }

        return true;
    }

    /// <summary>
    /// Whether a value that the forward code computes after the loop, such as the number that a mean is divided by, can be had
    /// before it as well, by arithmetic.
    /// </summary>
    /// <param name="early">What is known then, in place of each such variable.</param>
    private bool IsEarly(Variable variable, HashSet<Variable> known, Dictionary<Variable, Expression> early)
    {
        if (early.ContainsKey(variable))
        {
            return true;
        }

        Expression? value = _primals.ValueOf(variable) ?? (_definitions.TryGetValue(variable, out Expression line) ? line : null);
        if (value is null || !value.Walk().All(n => (n.IsLeaf && n is not Symbol { IsFixed: false }) || (n is Binary or Unary or Conversion or Length && !Traversal.HasEffect(n)))
            || !value.Variables.All(v => known.Contains(v) || IsEarly(v, known, early)))
        {
            return false;
        }

        early.Add(variable, value.Substitute(early));
        return true;
    }

    /// <summary>Whether a value is the same wherever it is computed: it may read arrays that nobody writes to.</summary>
    private bool IsTheSameBefore(Expression value) =>
        value.Walk().All(n => (!Traversal.HasEffect(n) && n is not Symbol { IsFixed: false }) || (n is Load load && !_written.Contains(_activity.Memories.Of(load.Array))));

    /// <summary>
    /// The lines of the backward part that a cotangent is computed by, in order; false where a branch or a loop is among them. A
    /// line that stands before a later loop already is moved up; not to where it would be missing there.
    /// </summary>
    private bool Collect(Variable wanted, List<Let> needed, Position here)
    {
        if (needed.Exists(l => l.Target == wanted))
        {
            return true;
        }

        Let? line = _lines.OfType<Let>().FirstOrDefault(l => l.Target == wanted);
        if (_hoisted.TryGetValue(wanted, out (Let Line, Position Position) hoisted))
        {
            if (hoisted.Position.IsBefore(here))
            {
                return true;
            }

            line = here.IsBefore(hoisted.Position) ? hoisted.Line : null;
        }

        if (line is null || !line.Value.Variables.Where(v => _hoisted.ContainsKey(v) || _lines.SelectMany(Traversal.Targets).Contains(v)).All(v => Collect(v, needed, here)))
        {
            return false;
        }

        needed.Add(line);
        return true;
    }

    /// <summary>What the forward code has computed where a statement starts.</summary>
    private HashSet<Variable> Known(BlockPath path, int index)
    {
        HashSet<Variable> known = [.. _function.Parameters.Select(p => p.Variable)];
        foreach ((EquatableArray<Statement> block, int at) in Around(path, index))
        {
            known.UnionWith(block.Take(at).SelectMany(Traversal.Targets));
        }

        foreach (Frame frame in _frames)
        {
            known.UnionWith(frame.Loop.Carried.Select(c => c.Inner));
        }

        return known;
    }
}
