using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>Arrays: each that holds what varies has a shadow of the same shape, which holds the cotangents of its elements.</summary>
internal sealed partial class ReverseMode
{
    private readonly Dictionary<Variable, Variable> _shadows = [];

    /// <summary>Shadows that a fused loop uses: they are there from the forward part on.</summary>
    private readonly HashSet<Variable> _early = [];
    private readonly HashSet<Expression> _written;

    /// <summary>Whether statements do anything besides defining variables.</summary>
    private static bool HasEffect(Statement statement) => Traversal.All([statement]).Any(s => s is Store or IR.Run or Bulk { Destination: not null });

    private Variable ShadowName(Variable array) => _fresh.CotangentOf(array) with { Type = IsRow(array) ? array.Type : ShadowType(array.Type) };

    /// <summary>Whether a name stands for an array in an array, as its cotangents do then.</summary>
    private bool IsRow(Variable array) =>
        (_rowNames ??= [.. Traversal.All(_function.Body).OfType<Let>().Where(l => l.Target.Type.IsArray && l.Value is Load).Select(l => l.Target)]).Contains(array);

    private HashSet<Variable>? _rowNames;

    /// <summary>Cotangents are written to, and may live in a pool.</summary>
    private static IRType ShadowType(IRType type) => type.Rank == 1 && !type.Element!.IsArray && !type.IsShelf ? IRType.SpanOf(type.Element) : type;

    /// <summary>What holds the cotangents of an array's elements.</summary>
    private Expression Shadow(Expression array, BlockPath path)
    {
        if (array is Load row)
        {
            return new Load(row.Type, Shadow(row.Array, path), row.Indices.Map(i => _primals.Read(i, path)), null);
        }

        Variable name = (Variable)array;
        if (!_shadows.TryGetValue(name, out Variable shadow))
        {
            _shadows.Add(name, shadow = ShadowName(name));
        }

        if (_fused.Any(f => !f.Own.Contains(name)))
        {
            _early.Add(name);
        }

        return shadow;
    }

    /// <summary>
    /// Whether what comes after has handed anything on to what an array held: a zero through what nobody reads would be a NaN where a
    /// partial is infinite. In a loop, what stands before comes after too.
    /// </summary>
    private bool IsAskedFor(Expression array) => IsInLoop || (_activity.Memories.Of(array) is var memory
        && (memory.Equals(_activity.Memories.Of(_function.Result)) || _shadows.Keys.Any(s => _activity.Memories.Of(s).Equals(memory))));

    /// <summary>The same of all that a loop hands on, or leaves in memory.</summary>
    private bool IsAskedFor(Loop loop) => IsInLoop || loop.Carried.Any(c => _cotangents[c.Outer] is not null) || _activity.Memories.Written(loop.Body).Any(IsAskedFor);

    private bool IsInLoop => _frames.Count + _fused.Count > 0 || _rows is not null;

    /// <summary>Adds to the cotangent of an element.</summary>
    private void Add(Load load, List<Product> terms, int number, BlockPath path)
    {
        bool isNegative = terms.Count == 1 && terms[0].IsNegative;
        Expression part = Simplification.Sum(isNegative ? [terms[0].Negated()] : terms, load.Type);
        _lines.Add(new Store(
            Shadow(load.Array, path), load.Indices.Map(i => _primals.Read(i, path)), _primals.Read(part, path), null, null, isNegative ? -1 : 1, number));
    }

    /// <summary>
    /// What was overwritten has no part in what comes after: its cotangent is what the new value hands on to it, which is
    /// nothing unless the new value is made of the old one.
    /// </summary>
    private void Reverse(Store store, BlockPath path)
    {
        Expression shadow = Shadow(store.Array, path);
        EquatableArray<Expression> indices = store.Indices.Map(i => _primals.Read(i, path));
        if (store.Value.Type.IsArray)
        {
            _lines.Add(new Run(new Opaque(IRType.Void, EquatableArray.Of("global::System.Array.Clear(", ")"), EquatableArray.Of<Expression>(new Load(store.Value.Type, shadow, indices, null)))));
            return;
        }

        if (!_activity.IsActive(store.Value))
        {
            _lines.Add(new Store(shadow, indices, Constant.Zero(store.Value.Type), null, null));
            return;
        }

        Load own = new(store.Value.Type, store.Array, store.Indices, store.Before);
        ChainRule chain = new(_activity, Resolve);
        Variable cotangent = _fresh.Temporary(store.Value.Type, "d" + Describe.Element(store.Array));
        chain.Pull(store.Value, cotangent);
        List<List<Product>> sums = [.. chain.Contributions.Select(c => Simplification.Collect(c.Terms))];
        _lines.Add(new Let(cotangent, new Load(store.Value.Type, shadow, indices, null), store.Number));
        foreach (Let shared in Factoring.NameShared(sums, _fresh))
        {
            Line(shared.Target, _primals.Read(shared.Value, path), store.Number);
        }

        int self = chain.Contributions.ToList().FindIndex(c => c.To.Equals(own));
        Expression kept = self < 0 ? Constant.Zero(store.Value.Type) : _primals.Read(Simplification.Sum(sums[self], store.Value.Type), path);
        if (!kept.Equals(cotangent))
        {
            _lines.Add(new Store(shadow, indices, kept, null, null, 0, store.Number));
        }

        for (int i = 0; i < sums.Count; i++)
        {
            if (i != self)
            {
                Add(chain.Contributions[i].To, sums[i], store.Number, path);
            }
        }
    }

    /// <summary>Makes the shadows of the arrays that a block makes or names: at the start of its backward part, or where the array is made.</summary>
    private void PutShadows(EquatableArray<Statement> block, BlockPath path)
    {
        List<Statement> heads = [];
        for (int i = block.Count - 1; i >= 0; i--)
        {
            Variable? made = block[i] switch { Allocate a => a.Target, Let { Target.Type.IsArray: true } l => l.Target, _ => null };
            if (made is null || !_shadows.TryGetValue(made, out Variable shadow))
            {
                continue;
            }

            if (_early.Contains(made) && block[i] is Let { Value: View { Array: Variable around } })
            {
                _early.Add(around);
            }

            Statement line = block[i] switch
            {
                Allocate { Target: { Type.Element.IsArray: true } rows } => new Let(shadow, Rows(rows)),
                Allocate { Target: { Type.IsShelf: true } shelf } => new Let(shadow, new Opaque(shadow.Type, EquatableArray.Of($"new {shadow.Type}(", ")"), EquatableArray.Of<Expression>(shelf))),
                Allocate allocation => Zeros(shadow, allocation, path),
                Let { Value: View view } => new Let(shadow, view with { Type = shadow.Type, Array = Shadow(view.Array, path), Bounds = view.Bounds.Map(b => _primals.Read(b, path)) }),
                Let { Value: Load row } => new Let(shadow, Shadow(row, path)),
                _ => throw Traversal.Unknown(block[i]),
            };
            if (_early.Contains(made))
            {
                _insertions.After(path, i).Add(line);
            }
            else
            {
                heads.Add(line);
            }
        }

        if (path == BlockPath.Root)
        {
            heads.AddRange(Scratch(path));
        }

        heads.Reverse();
        _lines.InsertRange(0, heads);
        if (path != BlockPath.Root && !(_fused.Count > 0 && _fused[_fused.Count - 1].Loop.Body.Equals(block)))
        {
            NameAgain(block, path);
        }
    }

    /// <summary>A name for a part of an array, known in a branch or an iteration alone, is given again where the backward code goes through it.</summary>
    private void NameAgain(EquatableArray<Statement> block, BlockPath path)
    {
        _lines = [.. Traversal.Map(_lines.ToEquatableArray(), _lengths.WithoutGone)];
        HashSet<Variable> read = [.. Traversal.Free(_lines, [])];
        List<Statement> heads = [];
        Dictionary<Variable, Expression> names = [];
        foreach (Let name in block.Reverse().OfType<Let>().Where(l => l.Target.Type.IsArray && l.Value is View or Load && read.Contains(l.Target)))
        {
            Expression value = Placed(name.Value, path);
            Variable copy = _fresh.Like(name.Target);
            names.Add(name.Target, copy);
            heads.Add(new Let(copy, value));
            read.UnionWith(value.Variables);
        }

        if (names.Count > 0)
        {
            heads.Reverse();
            EquatableArray<Statement> named = Traversal.Map(
                heads.Concat(_lines).ToEquatableArray(),
                e => e.Variables.Any(names.ContainsKey) ? e.Rewrite(n => n is Variable variable && names.TryGetValue(variable, out Expression copy) ? copy : n) : e);
            _lines = [.. named];
        }
    }

    /// <summary>A part of an array, or a row, as the backward code names it: a place has one row, whatever has been written to the rows.</summary>
    private Expression Placed(Expression array, BlockPath path) => array switch
    {
        View view => view with { Array = Placed(view.Array, path), Bounds = view.Bounds.Map(b => _primals.Read(b, path)) },
        Load row => row with { Array = Placed(row.Array, path), Indices = row.Indices.Map(i => _primals.Read(i, path)), State = null },
        _ => _primals.Read(array, path),
    };

    /// <summary>The rows of an array of arrays are known only when all have been made.</summary>
    private static Opaque Rows(Variable array) => new(
        array.Type, EquatableArray.Of("global::Backprop.CompilerServices.Shadow.Like(", ")"), EquatableArray.Of<Expression>(array));

    /// <remarks>In a loop, the stack would grow with every iteration.</remarks>
    private Allocate Zeros(Variable shadow, Allocate allocation, BlockPath path) => Zeros(
        shadow,
        allocation.Sizes.Map(s => _primals.Read(s, path)),
        allocation.Place == Place.Stack && _frames.Count == 0 ? Place.Stack : shadow.Type.IsSpan ? Place.Pool : Place.Heap);

    private Allocate Zeros(Variable shadow, EquatableArray<Expression> sizes, Place place) => new(shadow, null, sizes, place)
    {
        IsCleared = true,
        Owner = place == Place.Pool ? _fresh.Temporary(new($"global::Backprop.CompilerServices.Scratch<{shadow.Type.Element}>"), shadow.Name + "Memory") : null,
    };

    /// <summary>A parameter for which no derivative is asked, but which the method uses to keep what varies.</summary>
    private IEnumerable<Statement> Scratch(BlockPath path)
    {
        foreach (Parameter parameter in _function.Parameters.Where(p => !p.IsDifferentiable && _shadows.ContainsKey(p.Variable)))
        {
            Variable shadow = _shadows[parameter.Variable];
            Statement zeros = parameter.Variable.Type switch
            {
                { Element.IsArray: true } => new Let(shadow, Rows(parameter.Variable)),
                { Rank: > 1 and var rank } => Zeros(shadow, Enumerable.Range(0, rank).Select(d => (Expression)new Length(parameter.Variable, d)).ToEquatableArray(), Place.Heap),
                _ => Zeros(shadow, EquatableArray.Of<Expression>(new Length(parameter.Variable, null)), Place.Pool),
            };
            if (_early.Contains(parameter.Variable))
            {
                _insertions.Before(path, 0).Insert(0, zeros);
            }
            else
            {
                yield return zeros;
            }
        }
    }
}
