using Backprop.Generator.IR;

namespace Backprop.Generator.Differentiation;

/// <summary>Loops whose iterations do not wait for each other: forward and backward in one pass.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>Whether nothing that an iteration's backward part reads is known only later.</summary>
    private bool MayFuse(Loop loop, Expression?[] targets, BlockPath path, int index)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            Carry carry = loop.Carried[i];
            if (!_activity.IsActive(carry.Inner))
            {
                continue;
            }

            bool isMadeAnew = targets[i] is null && !Traversal.Free(loop.Body, loop.Carried.Select(c => c.Next).Append(loop.Test)).Contains(carry.Inner);
            bool isKnown = targets[i] is null || Known(targets[i]!) is Constant || IsReadyBefore(targets[i]!, path, index);
            if (!isMadeAnew && !(isKnown && Accumulators.Is(carry, loop)))
            {
                return false;
            }
        }

        return MemoriesStand(loop, path, index);
    }

    /// <summary>
    /// Whether the cotangents of all elements that an iteration reads or writes are its own: nothing writes to what it reads
    /// until its backward part has run, and what it writes it has made, or covers before it reads.
    /// </summary>
    private bool MemoriesStand(Loop loop, BlockPath path, int index)
    {
        HashSet<Expression> written = _activity.Memories.Written(loop.Body);
        HashSet<Variable> made = [.. Traversal.All(loop.Body).OfType<Allocate>().Select(a => a.Target)];
        foreach (Expression memory in _activity.Memories.Read([loop]).Concat(written).Distinct().Where(_activity.HoldsActive))
        {
            if (memory is not Variable array || (array.Type.Element!.IsArray && (written.Contains(array) || IsMade(array))) || (!made.Contains(array) && (written.Contains(array) ? !IsPrivate(array, loop, path, index) && !IsFilledOnce(array, loop) : !IsLeftAlone(array, loop))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the method makes an array; of its rows, nobody knows here which are made by then.</summary>
    private bool IsMade(Variable array) => Traversal.All(_function.Body).OfType<Allocate>().Any(a => a.Target == array);

    /// <summary>Whether what a loop reads of an array is what the array holds where the backward part around it runs.</summary>
    private bool IsLeftAlone(Variable array, Loop loop)
    {
        foreach (Load load in Traversal.Nodes([loop]).OfType<Load>().Where(l => _activity.Memories.Of(l.Array).Equals(array)))
        {
            if (load.State is Variable state && !_primals.Settled.Holds(state))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether an array that the method gives back is filled by the loop, each element by one iteration, and touched by nothing else.</summary>
    private bool IsFilledOnce(Variable array, Loop loop)
    {
        if (_function.Result.Type != IRType.Void || Counting.Of(loop) is not { } counting || _activity.Memories.Read(_function.Body).Contains(array)
            || !_function.Parameters.Any(p => p.Variable == array && p.IsDifferentiable))
        {
            return false;
        }

        if (Traversal.All(_function.Body).OfType<Bulk>().Any(b => array.Equals(_activity.Memories.Written(b))))
        {
            return false;
        }

        List<Store> all = [.. Traversal.All(_function.Body).OfType<Store>().Where(s => _activity.Memories.Of(s.Array).Equals(array))];
        int place = all[0].Indices.ToList().FindIndex(counting.Counter.Inner.Equals);
        return place >= 0 && all.TrueForAll(s => s.Array.Equals(array) && s.Indices[place].Equals(counting.Counter.Inner))
            && Traversal.All(loop.Body).OfType<Store>().Count(s => _activity.Memories.Of(s.Array).Equals(array)) == all.Count;
    }

    /// <summary>Whether each iteration overwrites the whole array before it reads it, and nobody reads it after the loop.</summary>
    private bool IsPrivate(Variable array, Loop loop, BlockPath path, int index)
    {
        bool isParameter = _function.Parameters.Any(p => p.Variable == array && p.IsDifferentiable);
        Coverage coverage = CoverageOf(array);
        return !isParameter && !IsReturned(array) && coverage.OfIteration(loop) != Coverage.Exposure.Reads && !IsReadAfter(coverage, path, index);
    }

    private Coverage CoverageOf(Variable array)
    {
        Allocate? made = Traversal.All(_function.Body).OfType<Allocate>().FirstOrDefault(a => a.Target == array);
        return new(array, made?.Sizes.Count == 1 ? made.Sizes[0] : null, _activity.Memories, e => Numeral(_lengths.Of(e)));
    }

    /// <summary>Whether anything reads what a statement leaves in an array: what stands after it, and after what stands around it.</summary>
    private bool IsReadAfter(Coverage coverage, BlockPath path, int index)
    {
        List<(EquatableArray<Statement> Block, int Index)> around = Around(path, index);
        for (int i = around.Count - 1; i >= 0; i--)
        {
            (EquatableArray<Statement> block, int at) = around[i];
            if (coverage.Of(block.Skip(at + 1)) is not Coverage.Exposure.None and var exposure)
            {
                return exposure == Coverage.Exposure.Reads;
            }

            Statement? outer = i > 0 ? around[i - 1].Block[around[i - 1].Index] : null;
            bool isRead = outer switch
            {
                Loop loop => loop.Carried.Any(c => coverage.Reads(c.Next)) || coverage.Reads(loop.Test)
                    || coverage.Of(block.Take(at + 1)) == Coverage.Exposure.Reads, // the next iteration around would find what this one has left
                If branch => branch.Merges.Any(m => coverage.Reads(m.Then) || coverage.Reads(m.Else)),
                _ => coverage.Reads(_function.Result),
            };
            if (isRead)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The blocks that lead to a statement, outermost first, and where in each it goes on.</summary>
    private List<(EquatableArray<Statement> Block, int Index)> Around(BlockPath path, int index)
    {
        List<(EquatableArray<Statement>, int)> around = [];
        EquatableArray<Statement> block = _function.Body;
        foreach ((int at, char side) in path.Split())
        {
            around.Add((block, at));
            block = (block[at], side) switch
            {
                (If branch, 't') => branch.Then,
                (If branch, _) => branch.Else,
                (Loop loop, _) => loop.Body,
                _ => throw Traversal.Unknown(block[at]),
            };
        }

        around.Add((block, index));
        return around;
    }

    private void Fuse(Loop loop, Expression?[] targets, BlockPath path, int index)
    {
        BlockPath inside = path.Loop(index);
        (Cotangents around, List<Statement> lines, Settled settled, int limit) = (_cotangents, _lines, _primals.Settled, _primals.Limit);
        (_primals.Settled, _primals.Limit) = (settled.With(_states.AfterIteration(loop)), Math.Min(limit, _primals.EndOf(inside)));
        Frame frame = Frame.Of(loop);
        _fused.Add(frame);
        var added = ReverseIteration(frame, [.. targets.Select(t => t is null ? null : Known(t))], inside); // the line of one that is a number stands after the loop
        _fused.RemoveAt(_fused.Count - 1);
        List<Statement> body = _lines;
        (_cotangents, _lines, _primals.Settled, _primals.Limit) = (around, lines, settled, limit);

        List<Carry> carried = [];
        foreach ((Variable of, Variable before, Expression after) in added)
        {
            carried.Add(new(before, Constant.Zero(of.Type), after, CotangentOf(of)));
        }

        EquatableArray<Statement> kept = Optimization.DeadCode.Remove(body.ToEquatableArray(), carried.Select(c => c.Next));
        if (kept.Count > 0)
        {
            _insertions.AtEnd(inside).Add(new Turn());
            _insertions.AtEnd(inside).AddRange(kept);
            _insertions.Carried(path, index).AddRange(carried);
        }

        foreach (Carry carry in carried)
        {
            Variable of = carry.Inner.CotangentOf!;
            _cotangents.Set(of, Before(of) is { } before ? Line(CotangentOf(of), before + carry.Outer, 0) : carry.Outer);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] is { } sum && _activity.IsActive(loop.Carried[i].Inner))
            {
                HandBack(loop.Carried[i].Initial, sum, path);
            }
        }
    }
}
