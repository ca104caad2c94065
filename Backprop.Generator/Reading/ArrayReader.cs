using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>
/// Arrays and spans: elements, lengths, and other names for the same memory. Memory has a state, a new one with every
/// write, so that a read before a write is another expression than the same read after it.
/// </summary>
internal sealed class ArrayReader(ReadingContext context)
{
    private readonly Dictionary<int, Expression> _memories = [];
    private readonly HashSet<Expression> _foreign = [];

    /// <summary>Declares a name for memory of its own.</summary>
    /// <param name="isForeign">Whether code that is not read may change it.</param>
    /// <returns>What it holds at first.</returns>
    public Variable Declare(Expression array, bool isForeign)
    {
        Variable state = context.Fresh.State(array as Variable ?? new Variable(array.Type, -1, Flow.NameOf(array)));
        context.Flow[array] = state;
        if (isForeign)
        {
            _foreign.Add(array);
        }

        return state;
    }

    /// <summary>After code that is not read: what others can reach may hold something else.</summary>
    public void Forget()
    {
        foreach (Expression array in _foreign.Where(a => context.Flow[a] is not null).ToList())
        {
            if (context.Flow[array] is Undefined)
            {
                Refuse(array); // a copy would not know
            }

            Renew(array);
        }
    }

    /// <summary>What memory holds from here on, as other code has left it.</summary>
    private Variable Renew(Expression array)
    {
        Variable state = Declare(array, isForeign: true);
        context.Block.Add(new Let(state, new Undefined(IRType.State)));
        return state;
    }

    /// <summary>What stands for the memory that an array names: all its names have one.</summary>
    public Expression Memory(Expression array) => array switch
    {
        Variable variable => _memories.TryGetValue(variable.Id, out Expression memory) ? memory : variable,
        View view => Memory(view.Array),
        Load row => Memory(row.Array),
        _ => array,
    };

    /// <summary>A variable for another name of memory that has one.</summary>
    public Variable Name(string name, Expression view)
    {
        // Where the name is given again, in backward code, what it is made of is at hand.
        view = Placed(view);
        Variable variable = context.Let(name, view);
        Learn(variable, view);
        return variable;
    }

    private Expression Placed(Expression array) => array switch
    {
        View part => part with { Array = Placed(part.Array), Bounds = part.Bounds.Map(Fixed) },
        Load row => row with { Array = Placed(row.Array), Indices = row.Indices.Map(Fixed) },
        _ => array,
    };

    /// <summary>Remembers what a new name stands for.</summary>
    public void Learn(Variable name, Expression view)
    {
        _memories[name.Id] = Memory(view);
        if (view is View part)
        {
            context.Parts.Learn(name, part);
        }
    }

    private Expression Fixed(Expression index) => index.Walk().All(n => n.IsLeaf || n is Length or Binary or Unary or Conversion) ? index : context.Once("i", index);

    /// <summary>The array as something that is not computed anew each time it is named.</summary>
    public Expression Once(string name, Expression array) => array.IsLeaf || !array.Type.IsArray ? array : Name(name, array);

    /// <summary>What an expression of arrays is; null for any other operation.</summary>
    public Expression? Read(IOperation operation, string name)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } instance } property when instance.Type.IsArray():
                return ReadProperty(property, instance);
            case IConversionOperation { Operand: { } operand } conversion when operand.Type.IsArray() && conversion.Type.IsArray():
                return ReadConversion(operand, conversion.Type!, name);
            case IConversionOperation { Operand: IInvocationOperation { TargetMethod.Name: "Clone", Instance: { } cloned } } conversion when conversion.Type.IsArray() && cloned.Type.IsArray():
                return context.Slices.Clone(cloned, name);
            case IInvocationOperation call when Receiver(call) is { } array && array.Type.IsArray():
                return context.Slices.Read(call, array, name);
            case IImplicitIndexerReferenceOperation { Argument: IRangeOperation range } slice when slice.Instance.Type.IsArray():
                return context.Slices.Read(slice.Instance, range, slice.Type!, name);
            case IArrayElementReferenceOperation slice when slice.ArrayReference.Type.IsArray() && slice.Indices[0] is IRangeOperation range:
                return context.Slices.Read(slice.ArrayReference, range, slice.Type!, name);
            case IArrayCreationOperation or ICollectionExpressionOperation when operation.Type.IsArray():
                return Made(operation, context.Allocations.Read(operation, name));
            case { Type: var type, Syntax: var syntax } when AllocationReader.IsOnStack(syntax) && (type ?? operation.SemanticModel!.GetTypeInfo(syntax).ConvertedType).IsArray():
                return context.Allocations.ReadOnStack(operation, name);
            default:
                return ElementParts(operation) is { } parts ? Element(parts.Array, parts.Indices) : null;
        }
    }

    /// <summary>Backward code goes through the rows of an iteration that is over, and an array of them is not recorded.</summary>
    private Expression Made(IOperation operation, Expression array) => context.LoopDepth > 0 && array.Type.Element is { IsArray: true }
        ? context.Unless(array, Problem.At(
            operation.Syntax.GetLocation(), Descriptors.UnsupportedExpression, Refusals.Quote(operation), "its rows are others in each iteration", "make it before the loop, or use one array with two indices"))
        : array;

    /// <summary>An element as something that can be assigned to; null where the operation is none.</summary>
    public Assignable? ReadAssignable(IOperation operation)
    {
        if (ElementParts(operation) is not { } parts)
        {
            return null;
        }

        // What the place is made of is computed before what is put there.
        Expression array = parts.Array is Load ? Name("row", parts.Array) : parts.Array;
        Expression[] indices = [.. parts.Indices.Select(i => i.MayThrow ? context.Once("i", i) : i)];
        RefuseIfOutside(array, operation, operation.Parent ?? operation);
        return new("t", true, () => Element(array, indices), value =>
        {
            Write(array, indices, value);
            return value;
        });
    }

    /// <summary>What a field or property holds outlives the call: it is not written to.</summary>
    public void RefuseIfOutside(Expression array, IOperation written, IOperation at)
    {
        Expression memory = Memory(array);
        if (memory is Symbol || IsMember(memory) || (array.Type.Innermost.IsReal && IsSomebodys(memory)))
        {
            context.Problems.Add(Problem.At(at.Syntax.GetLocation(), Descriptors.StateWritten, Refusals.Quote(written)));
        }
    }

    /// <summary>Whether memory is neither the method's own nor an argument: a span of a field, which would keep the number.</summary>
    private bool IsSomebodys(Expression memory) => memory is Opaque || (memory is Variable && (context.Flow[memory] is null || _somebodys.Contains(memory)));

    private readonly HashSet<Expression> _somebodys = [];

    /// <summary><c>a[i]</c> as it is now; without indices, all elements.</summary>
    public Expression Element(Expression array, params Expression[] indices)
    {
        if (array.Type.Element is not { } element)
        {
            return Constant.Zero(IRType.Double); // told already
        }

        return new Load(element, array, new(indices), StateOf(array));
    }

    /// <summary>What an array holds as it is now.</summary>
    public Expression StateOf(Expression array) => StateOfMemory(Memory(array));

    private Variable StateOfMemory(Expression memory)
    {
        if (context.Flow[memory] is Undefined)
        {
            Refuse(memory);
        }

        if (context.Flow[memory] is null)
        {
            _somebodys.Add(memory);
        }

        return context.Flow[memory] as Variable ?? Renew(memory);
    }

    /// <summary>Whether an array is an argument, of which nobody but this method's own code changes anything meanwhile.</summary>
    public bool IsArgument(Variable array) => _foreign.Contains(array) && !IsMember(array);

    /// <summary>What memory holds lives elsewhere from here on: whoever comes back to it is refused.</summary>
    public void Leave(Expression memory) => context.Flow[memory] = new Undefined(IRType.State);

    /// <summary><c>a[i] = value</c></summary>
    /// <remarks>Elements of a list come without the conversion that assignments have.</remarks>
    public void Write(Expression array, IReadOnlyList<Expression> indices, Expression value)
    {
        if (value is not Constant && value.Type.IsReal && array.Type.Innermost is { IsReal: true } type && value.Type != type)
        {
            value = new Conversion(type, value, Overflow.Inherited);
        }

        (Expression before, Variable after) = Change(array);
        context.Block.Add(new Store(array, indices.ToEquatableArray(), value, before, after));
    }

    /// <summary>What an array holds before it is written to, and from then on.</summary>
    public (Expression Before, Variable After) Change(Expression array)
    {
        if (context.Parts.Of(array) is { IsCopy: true })
        {
            Refuse(array);
        }

        Expression memory = Memory(array);
        Variable before = StateOfMemory(memory), after = context.Fresh.State(before.StateOf!);
        context.Flow[memory] = after;
        return (before, after);
    }

    /// <summary>What a method returns: an array that is known where the method ends.</summary>
    public Expression Known(Expression returned, IMethodSymbol method)
    {
        if (returned is Undefined { Type.IsArray: true })
        {
            Refuse(method);
        }

        return returned;
    }

    /// <summary>What a differentiable method returns is an array of its own: under another name for an argument, its caller could change what the derivative reads.</summary>
    public void RequireOwn(Expression returned)
    {
        if (returned.Type.IsArray && context.Problems.Count == 0 && Memory(returned) is var memory && (memory is Symbol || _foreign.Contains(memory) || IsMember(memory)))
        {
            context.Problems.Add(Problem.At(context.Method.Locations[0], Descriptors.ResultNotOwn, context.Method.Name, Flow.NameOf(memory)));
        }
    }

    /// <summary>A name that stands for one array or another: which of them, only running tells. It is refused where it is read.</summary>
    public Expression OneOf(Expression array, object? key)
    {
        if (key is ILocalSymbol or IParameterSymbol)
        {
            return new Undefined(array.Type) { IsSeveral = true };
        }

        Refuse(key);
        return array;
    }

    /// <summary>Says that a name stands for several arrays.</summary>
    public void Refuse(object? key)
    {
        Microsoft.CodeAnalysis.Location place = (key as ISymbol ?? context.Method).Locations[0];
        string name = key switch { null => "the result of a choice", IMethodSymbol method => $"what {method.Name} returns", _ => Flow.NameOf(key) };
        context.Problems.Add(Problem.At(place, Descriptors.SeveralArrays, name));
    }

    /// <summary>Whether a guard asks for an array that the method has made itself.</summary>
    public bool IsNeverNull(IInvocationOperation call) => call.TargetMethod.Name == "ThrowIfNull" && call.Arguments.Length > 0
        && call.Arguments[0].Value is var argument && (argument is IConversionOperation { Operand: { } inner } ? inner : argument) is var asked && asked.Type.IsArray()
        && context.Expressions.Read(asked).Type.IsSpan;

    /// <summary>Whether a name besides its own stands for memory at this point.</summary>
    public bool HasOtherNames(Expression memory) =>
        context.Flow.Keys.Any(k => context.Flow[k] is Variable { Type.IsArray: true } named && !named.Equals(memory) && Memory(named).Equals(memory));

    /// <summary>A field or property that holds an array: its elements are constants.</summary>
    public Expression Member(Variable array)
    {
        Renew(array);
        _members.Add(array.Id);
        return array;
    }

    private readonly HashSet<int> _members = [];

    private bool IsMember(Expression memory) => memory is Variable variable && _members.Contains(variable.Id);

    /// <summary>The array and the indices of an element, each computed in its turn; null where the operation is no element.</summary>
    private (Expression Array, Expression[] Indices)? ElementParts(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation element when element.ArrayReference.Type.IsArray() && element.Indices.All(i => i is not IRangeOperation) =>
            Parts(element.ArrayReference, [.. element.Indices]),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } element when instance.Type.IsArray() =>
            Parts(instance, [.. element.Arguments.Select(a => a.Value)]),
        IImplicitIndexerReferenceOperation { Argument: not IRangeOperation } element when element.Instance.Type.IsArray() =>
            Parts(element.Instance, [element.Argument]),
        _ => null,
    };

    private (Expression Array, Expression[] Indices) Parts(IOperation array, IOperation[] indices)
    {
        Expression known = Constant.False;
        Expression[] parts = context.InOrder([array, .. indices], o => o == array ? known = context.Expressions.Read(o) : Index(o, known));
        return (parts[0], [.. parts.Skip(1)]);
    }

    /// <summary>An index, counted from the end where it says so.</summary>
    public Expression Index(IOperation index, Expression array)
    {
        switch (index)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd:
                return new Length(array, null) - context.Expressions.Read(fromEnd.Operand);
            case IConversionOperation { Type.Name: "Index", Operand: { Type: { } type } operand } when type.IsIntegral():
                return context.Expressions.Read(operand);
            case { Type: { } type } when type.IsIntegral():
                return context.Expressions.Read(index);
            default:
                return context.Refuse(index, Descriptors.UnsupportedExpression, Refusals.Quote(index), "an index that is kept as an object is not read", "write the index where it is used");
        }
    }

    /// <summary>What a method is called on, an extension's first argument included; null for a static call of any other kind.</summary>
    private static IOperation? Receiver(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.ContainingType.Name == "MemoryExtensions" && call.Arguments.Length > 0 ? Inside(call.Arguments[0].Value) : null);

    private static IOperation Inside(IOperation operand) => operand is IConversionOperation { Operand: { } inner } && inner.Type.IsArray() ? inner : operand;

    private Expression? ReadProperty(IPropertyReferenceOperation property, IOperation instance)
    {
        switch (property.Property.Name)
        {
            case "Length":
                return new Length(Once("array", context.Expressions.Read(instance)), null);
            case "IsEmpty":
                return Binary.Of(BinaryOperator.Equal, new Length(Once("array", context.Expressions.Read(instance)), null), Constants.Int(0));
            case "Span":
                return Part(context.Expressions.Read(instance), property.Type!, "span");
            default:
                return null;
        }
    }

    /// <summary>From an array to a span of it, from a span to one that is only read: another name for the same memory.</summary>
    private Expression ReadConversion(IOperation operand, ITypeSymbol type, string name)
    {
        Expression array = context.Expressions.Read(operand, name);
        bool isOnlyRead = array.Type.IsSpan && type.Name is "ReadOnlySpan" or "ReadOnlyMemory" && !array.Type.IsMemory;
        return SymbolEqualityComparer.Default.Equals(operand.Type, type) || !array.Type.IsArray || isOnlyRead ? array : Part(array, type, array is Variable known ? known.Name : name);
    }

    /// <summary>Another name for an array or a part of it. What is a <c>Memory</c> to the user is a span of it here: nothing keeps it.</summary>
    /// <param name="bounds">Start and count; neither for the whole, only the start for all that follows it.</param>
    public Expression Part(Expression array, ITypeSymbol type, string name, params Expression[] bounds)
    {
        IRType part = Types.Of(type) is { IsMemory: true } memory ? new(memory.Text.Replace("Memory<", "Span<"), memory.Element, memory.Rank) : Types.Of(type);
        return bounds.Length == 0 && array.Type == part ? array : Name(array is Variable known && name == "t" ? known.Name : name, new View(part, array, new(bounds)));
    }
}
