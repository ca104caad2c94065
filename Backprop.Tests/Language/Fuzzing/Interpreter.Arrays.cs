using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

/// <content>How arrays and spans come to be, and .NET's methods on whole ones, which throw what .NET's own throw.</content>
internal sealed partial class Interpreter
{
    private const int MostElements = 10_000;

    private static bool IsSpan(ITypeSymbol type) => type.Name is "Span" or "ReadOnlySpan";

    private static ITypeSymbol Element(ITypeSymbol type) => type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type).TypeArguments[0];

    /// <summary>The type of what lies in an array of arrays; a scalar's own.</summary>
    private static ITypeSymbol Leaf(ITypeSymbol type) => type is IArrayTypeSymbol || IsSpan(type) ? Leaf(Element(type)) : type;

    /// <summary>What a new array holds.</summary>
    private object? Zero(ITypeSymbol type) =>
        IsSpan(type) ? View.Of(null, Zero(Element(type)))
        : !type.IsValueType ? null
        : type.SpecialType == SpecialType.System_Boolean ? false
        : ConvertNumber(0, type, false);

    /// <summary>A conversion that changes no number.</summary>
    private object? Reshaped(object? value, ITypeSymbol type) => value switch
    {
        Elements array when IsSpan(type) => View.Of(array, null),
        null when IsSpan(type) => Zero(type),
        object?[] tuple => tuple.Select((v, i) => ConvertTo(v, ((INamedTypeSymbol)type).TupleElements[i].Type, false)).ToArray(),
        int index => new Position(index, false),
        _ => value,
    };

    private object? Create(IOperation operation)
    {
        switch (operation)
        {
            case IDefaultValueOperation zero:
                return Zero(zero.Type!);
            case IArrayCreationOperation creation:
                return New(creation);
            case ICollectionExpressionOperation collection:
                object?[] items = [.. collection.Elements.SelectMany(Items)];
                Elements created = new(items, Zero(Element(collection.Type!)), items.Length);
                return IsSpan(collection.Type!) ? View.Of(created, null) : created;
            case { Type: { } type } when IsSpan(type): // stackalloc, which Roslyn shows as its count and its initializer
                IOperation[] parts = [.. operation.ChildOperations];
                int count = (int)Evaluate(parts[0])!;
                Elements stack = count >= 0 ? New(Element(type), count) : throw new ExcessException(); // .NET would die of it
                Put(stack, 0, parts.Skip(1));
                return View.Of(stack, null);
            default:
                throw new NotSupportedException($"{operation.Kind}: {operation.Syntax}");
        }
    }

    private IEnumerable<object?> Items(IOperation part) => part is not ISpreadOperation spread ? [Evaluate(part)]
        : Evaluate(spread.Operand) is var all && all is View view ? view.Items.ToArray()
        : ((Elements)all!).Items;

    private Elements New(ITypeSymbol element, params int[] lengths)
    {
        if (Array.Exists(lengths, l => l < 0))
        {
            throw new OverflowException();
        }

        if (lengths.Aggregate(1L, (a, b) => a * b) is var length && length > MostElements)
        {
            throw new ExcessException();
        }

        object? zero = Zero(element);
        object?[] items = new object?[length];
        Array.Fill(items, zero);
        return new(items, zero, lengths);
    }

    private Elements New(IArrayCreationOperation creation)
    {
        Elements array = New(Element(creation.Type!), [.. creation.DimensionSizes.Select(size => Convert.ToInt32(Evaluate(size), CultureInfo.InvariantCulture))]);
        if (creation.Initializer is { } initializer)
        {
            Put(array, 0, initializer.ElementValues);
        }

        return array;
    }

    /// <returns>Where the next element goes.</returns>
    private int Put(Elements array, int next, IEnumerable<IOperation> values)
    {
        foreach (IOperation value in values)
        {
            if (value is IArrayInitializerOperation row)
            {
                next = Put(array, next, row.ElementValues);
            }
            else
            {
                array.Items[next++] = Evaluate(value);
            }
        }

        return next;
    }

    private object? Bulk(IMethodSymbol method, object? instance, object?[] arguments) => instance switch
    {
        View view => OfSpan(method.Name, view, arguments),
        _ when method.IsStatic && method.Name == nameof(Array.Empty) => New(method.TypeArguments[0], 0),
        _ when method.IsStatic && method.Name == nameof(MemoryExtensions.AsSpan) => AsSpan(method, (Elements?)arguments[0], arguments),
        _ => OfArray(method.Name, (Elements)(method.IsStatic ? arguments[0] : instance)!, arguments),
    };

    private static object? OfSpan(string name, View view, object?[] a)
    {
        switch (name)
        {
            case nameof(Span<>.Slice):
                return view with { Items = a.Length == 1 ? view.Items.Slice((int)a[0]!) : view.Items.Slice((int)a[0]!, (int)a[1]!) };
            case nameof(Span<>.CopyTo):
                view.Items.Span.CopyTo(((View)a[0]!).Items.Span);
                return null;
            case nameof(Span<>.Fill):
                view.Items.Span.Fill(a[0]);
                return null;
            case nameof(Span<>.Clear):
                view.Items.Span.Fill(view.Zero);
                return null;
            case nameof(Span<>.ToArray):
                return new Elements(view.Items.ToArray(), view.Zero, view.Items.Length);
            default:
                throw new NotSupportedException(name);
        }
    }

    private View AsSpan(IMethodSymbol method, Elements? array, object?[] a)
    {
        object?[]? items = array?.Items;
        Memory<object?> part = a.Length switch
        {
            1 => items.AsMemory(),
            2 when a[1] is Stretch range => items.AsMemory(new Range(IndexOf(range.Start), IndexOf(range.End))),
            2 => items.AsMemory((int)a[1]!),
            _ => items.AsMemory((int)a[1]!, (int)a[2]!),
        };
        return new(part, array?.Zero ?? Zero(method.TypeArguments[0]));
    }

    /// <param name="a">An array method's own arguments; the array is the first of a static one.</param>
    private static object? OfArray(string name, Elements array, object?[] a)
    {
        switch (name)
        {
            case nameof(Array.GetLength):
                return array.Lengths[(int)a[0]!];
            case nameof(Array.GetUpperBound):
                return array.Lengths[(int)a[0]!] - 1;
            case nameof(Array.Clone):
                return array.Copy();
            case nameof(Array.CopyTo) when a[1] is View view:
                array.Items.AsSpan().CopyTo(view.Items.Span);
                return null;
            case nameof(Array.CopyTo):
                array.Items.CopyTo(((Elements)a[0]!).Items, (int)a[1]!);
                return null;
            case nameof(Array.Copy) when a.Length == 3:
                Array.Copy(array.Items, ((Elements)a[1]!).Items, (int)a[2]!);
                return null;
            case nameof(Array.Copy):
                Array.Copy(array.Items, (int)a[1]!, ((Elements)a[2]!).Items, (int)a[3]!, (int)a[4]!);
                return null;
            case nameof(Array.Fill):
                Array.Fill(array.Items, a[1], a.Length == 2 ? 0 : (int)a[2]!, a.Length == 2 ? array.Items.Length : (int)a[3]!);
                return null;
            case nameof(Array.Clear):
                (int start, int count) = a.Length == 1 ? (0, array.Items.Length) : ((int)a[1]!, (int)a[2]!);
                Array.Clear(array.Items, start, count); // throws what it throws
                Array.Fill(array.Items, array.Zero, start, count);
                return null;
            default:
                throw new NotSupportedException(name);
        }
    }
}
