using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Fields, properties and parameters of primary constructors.</summary>
internal sealed partial class CallReader
{
    /// <summary>A field or property: a constant as far as derivatives go.</summary>
    public Expression ReadMember(IOperation operation)
    {
        (ISymbol member, IOperation? instance) = operation is IFieldReferenceOperation field
            ? ((ISymbol)field.Field, field.Instance)
            : (((IPropertyReferenceOperation)operation).Property, ((IPropertyReferenceOperation)operation).Instance);
        bool isOwn = instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
        if (!isOwn || !(operation.Type!.IsScalar() || operation.Type.IsArray()) || operation is IPropertyReferenceOperation { Arguments.Length: > 0 })
        {
            return ReadOpaque(operation);
        }

        (Opaque? text, string? obstacle) = OpaqueReader.Read(context, operation);
        if (text is null || text.Holes.Count > 0)
        {
            return RefuseOpaque(operation, obstacle ?? "it depends on a local");
        }

        // What nobody can change is read where it is used; anything else once, where the method reads it first.
        string name = member.Name.TrimStart('_') is { Length: > 0 } bare ? Names.Camel(bare) : "t";
        Symbol symbol = new(text.Type, text.Texts[0], name, member is IFieldSymbol { IsReadOnly: true });
        if (member is IPropertySymbol property && !IsPlain(property, operation))
        {
            Variable read = context.Let(name, text);
            context.ForgetMembers(); // it may have changed them
            return read.Type.IsArray ? context.Arrays.Member(read) : read;
        }

        return symbol.IsFixed ? symbol : ReadOnce(member, name, symbol);
    }

    /// <summary>Whether reading a property changes nothing, so that it is read once like a field.</summary>
    private bool IsPlain(IPropertySymbol property, IOperation read) =>
        (!property.IsVirtual && !property.IsOverride && !property.IsAbstract
            && IsField(property))
        || new Purity(context.Compilation, context.Cancel).Leak(read) is null;

    /// <summary>A parameter of a primary constructor: in scope wherever the type's own code stands, and as changeable as a field.</summary>
    public Expression ReadCaptured(IParameterReferenceOperation reference)
    {
        IParameterSymbol parameter = reference.Parameter;
        bool isCaptured = parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && (parameter.Type.IsScalar() || parameter.Type.IsArray()) && !parameter.Type.IsTensor()
            && SymbolEqualityComparer.Default.Equals(parameter.ContainingType, context.Target.OriginalDefinition);
        return isCaptured ? ReadOnce(parameter, parameter.Name, Captured(parameter)) : ReadOpaque(reference);
    }

    /// <summary>A parameter of a primary constructor by its name, which no local may then have.</summary>
    public static Symbol Captured(IParameterSymbol parameter) => new(Types.Of(parameter.Type), Constants.Identifier(parameter.Name), parameter.Name);

    /// <summary>Before the loops around, where these leave members as they are: then what is read is the same for all iterations.</summary>
    private Expression ReadOnce(ISymbol member, string name, Symbol symbol)
    {
        if (context.Flow[member] is null && context.StillLoop is { } around && IsField(member))
        {
            (Flow flow, List<Statement> block) = (context.Flow, context.Block);
            (context.Flow, context.Block) = around;
            Expression value = Read();
            (context.Flow, context.Block) = (flow, block);
            flow[member] = value;
            flow[value] = value.Type.IsArray ? around.Flow[value] : null;
        }

        return Read();

        Expression Read() => context.Flow[member] ??= symbol.Type.IsArray ? context.Arrays.Member(context.Let(name, symbol)) : context.Let(name, symbol);
    }

    /// <summary>Whether reading a member runs no code of the user's, which might throw.</summary>
    private static bool IsField(ISymbol member) => member is not IPropertySymbol property
        || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));
}
