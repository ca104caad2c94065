using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Tests.Language.Fuzzing;

/// <content>What can be assigned to: variables, and elements of arrays and spans.</content>
internal sealed partial class Interpreter
{
    private Place PlaceOf(IOperation target)
    {
        switch (target)
        {
            case IDiscardOperation:
                return new(() => null, _ => { });
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression);
            case ILocalReferenceOperation local:
                return PlaceOf(local.Local);
            case IParameterReferenceOperation parameter:
                return PlaceOf(parameter.Parameter);
            case IArrayElementReferenceOperation element: // an array looks at its index when it is read or written, a span at once
                Elements? array = (Elements?)Evaluate(element.ArrayReference);
                object?[] indices = [.. element.Indices.Select(Evaluate)];
                return new(() => array!.Items[Offset(array, indices)], value => array!.Items[Offset(array!, indices)] = value);
            case IPropertyReferenceOperation { Property.IsIndexer: true } element:
                return PlaceOf((View)Evaluate(element.Instance!)!, Evaluate(element.Arguments[0].Value)!);
            case IImplicitIndexerReferenceOperation element:
                return PlaceOf((View)Evaluate(element.Instance)!, Evaluate(element.Argument)!);
            default:
                throw new NotSupportedException($"{target.Kind}: {target.Syntax}");
        }
    }

    private Place PlaceOf(ISymbol variable) => new(() => _values[variable], value => _values[variable] = value);

    private static Place PlaceOf(View view, object index)
    {
        int offset = In(view.Items.Length, index);
        return offset >= 0 && offset < view.Items.Length
            ? new(() => view.Items.Span[offset], value => view.Items.Span[offset] = value)
            : throw new IndexOutOfRangeException();
    }

    private static int In(int length, object index) => index is Position position ? position.In(length) : Convert.ToInt32(index, CultureInfo.InvariantCulture);

    private static int Offset(Elements array, object?[] indices) => array.Offset([.. indices.Select((index, i) => In(array.Lengths[i], index!))]);

    /// <summary>An element, a part, or a property of an array or a span.</summary>
    private object? Read(IOperation operation)
    {
        switch (operation)
        {
            case IPropertyReferenceOperation { Property.IsIndexer: false } property:
                return Read(property.Property, Evaluate(property.Instance!));
            case IArrayElementReferenceOperation element when element.Type is IArrayTypeSymbol && element.Indices[0].Type!.Name == nameof(Range):
                Elements array = (Elements)Evaluate(element.ArrayReference)!;
                Stretch part = (Stretch)Evaluate(element.Indices[0])!;
                object?[] items = RuntimeHelpers.GetSubArray(array.Items, new Range(IndexOf(part.Start), IndexOf(part.End)));
                return new Elements(items, array.Zero, items.Length);
            case IImplicitIndexerReferenceOperation { IndexerSymbol: IMethodSymbol } slice:
                View view = (View)Evaluate(slice.Instance)!;
                Stretch range = (Stretch)Evaluate(slice.Argument)!;
                int start = range.Start.In(view.Items.Length);
                return view with { Items = view.Items.Slice(start, range.End.In(view.Items.Length) - start) };
            default:
                return PlaceOf(operation).Read();
        }
    }

    private Stretch Range(IRangeOperation range) => new(
        range.LeftOperand is { } start ? (Position)Evaluate(start)! : default,
        range.RightOperand is { } end ? (Position)Evaluate(end)! : new(0, true));

    private static Index IndexOf(Position position) => new(position.Value, position.IsFromEnd);

    private static object Read(IPropertySymbol property, object? instance) => (property.Name, instance) switch
    {
        (nameof(Array.Length), View view) => view.Items.Length,
        (nameof(Span<>.IsEmpty), View view) => view.Items.IsEmpty,
        (nameof(Array.Length), _) => ((Elements)instance!).Items.Length,
        (nameof(Array.Rank), _) => ((Elements)instance!).Lengths.Length,
        _ => throw new NotSupportedException(property.ToString()),
    };

    private object? Assign(ISimpleAssignmentOperation assignment)
    {
        Place target = PlaceOf(assignment.Target);
        object? value = Evaluate(assignment.Value);
        target.Write(value);
        return value;
    }

    /// <summary>All places are found, and elements among them looked for, then all values are computed, then all are written.</summary>
    private object? Deconstruct(IDeconstructionAssignmentOperation assignment)
    {
        IOperation target = assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target;
        IOperation[] targets = [.. ((ITupleOperation)target).Elements];
        Place[] places = [.. targets.Select(PlaceIn)];
        object?[] values = (object?[])Evaluate(assignment.Value)!;
        foreach ((int i, Place place) in places.Index())
        {
            place.Write(targets[i] is IDiscardOperation ? null : ConvertTo(values[i], targets[i].Type!, false));
        }

        return values;
    }

    private Place PlaceIn(IOperation target)
    {
        Place place = PlaceOf(target);
        if (target is IArrayElementReferenceOperation { Type.IsValueType: true })
        {
            place.Read(); // the compiler takes the element's address here
        }

        return place;
    }
}
