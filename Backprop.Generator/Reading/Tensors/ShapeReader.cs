using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>What <c>[Shape]</c> says of a parameter.</summary>
internal sealed class ShapeReader(ReadingContext context)
{
    private readonly List<Variable> _named = [];
    private readonly Dictionary<Variable, Microsoft.CodeAnalysis.Location> _firstMet = [];

    /// <summary>The names that are bound when the method is called, in the order in which they are met.</summary>
    public IReadOnlyList<Variable> Named => _named;

    /// <summary>The shape of a parameter of the differentiated method; null, and a problem, where nothing says it.</summary>
    public Shape? Of(IParameterSymbol parameter) => Read(parameter, name => Bind(name, parameter));

    /// <summary>What a name stands for is read off a dimension that is the name alone: from twice a length nobody can tell it.</summary>
    public void RequirePlaces(IEnumerable<Shape> shapes)
    {
        foreach (Variable name in _named.Except(shapes.SelectMany(s => s.Dimensions).OfType<Variable>()))
        {
            context.Problems.Add(Problem.At(_firstMet[name], Descriptors.ShapeUnreadable, name.Name));
        }
    }

    /// <summary>Holds what a helper is given to what it says of its parameter, whose new names are bound to what comes.</summary>
    /// <param name="parameter">Of the helper.</param>
    /// <param name="given">What it is given.</param>
    /// <param name="names">The helper's own names.</param>
    /// <param name="at">The call.</param>
    public void Hold(IParameterSymbol parameter, Shape given, CallNames names, IOperation at)
    {
        if (AttributeOf(parameter) is null || Read(parameter, name => names.Of(name, context.Fresh)) is not { } said)
        {
            return;
        }

        Shape wanted = names.Bind(said, given);
        if (wanted.Difference(given) is { } difference)
        {
            context.Refuse(at, Descriptors.ShapesDiffer, $"{parameter.ContainingSymbol.Name}, {parameter.Name}", $"{given} in place of {wanted}", difference);
        }
    }

    private Shape? Read(IParameterSymbol parameter, Func<string, Expression> bind)
    {
        if (AttributeOf(parameter) is not { } attribute)
        {
            context.Problems.Add(Problem.At(parameter.Locations[0], Descriptors.ShapeUnknown, parameter.Name));
            return null;
        }

        List<Expression> dimensions = [];
        foreach (TypedConstant said in attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } all ? all.Values : [])
        {
            Expression? length = said.Value switch
            {
                int number and >= 0 => Constants.Int(number),
                string text => Parse(SyntaxFactory.ParseExpression(text), bind),
                _ => null,
            };
            if (length is null)
            {
                context.Problems.Add(Problem.At(PlaceOf(attribute, parameter), Descriptors.ShapeUnreadable, said.Value?.ToString() ?? "null"));
                return null;
            }

            dimensions.Add(Extents.Simplified(length));
        }

        return new(dimensions.ToEquatableArray());
    }

    private static Microsoft.CodeAnalysis.Location PlaceOf(AttributeData attribute, IParameterSymbol parameter) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? parameter.Locations[0];

    private static AttributeData? AttributeOf(IParameterSymbol parameter) => parameter.OriginalDefinition.GetAttributes().FirstOrDefault(a =>
        a.AttributeClass is { Name: "ShapeAttribute", ContainingNamespace: { Name: "Backprop", ContainingNamespace.IsGlobalNamespace: true } });

    private Expression? Parse(ExpressionSyntax text, Func<string, Expression> bind)
    {
        switch (text)
        {
            case LiteralExpressionSyntax { Token.Value: int number }:
                return Constants.Int(number);
            case IdentifierNameSyntax { Identifier: { IsMissing: false, ValueText: var name } }:
                return Knows(name, out Expression? length) ? length : bind(name);
            case ParenthesizedExpressionSyntax inner:
                return Parse(inner.Expression, bind);
            case BinaryExpressionSyntax binary when Parse(binary.Left, bind) is { } left && Parse(binary.Right, bind) is { } right:
                return binary.Kind() switch
                {
                    SyntaxKind.AddExpression => left + right,
                    SyntaxKind.SubtractExpression => left - right,
                    SyntaxKind.MultiplyExpression => left * right,
                    SyntaxKind.DivideExpression => left / right,
                    _ => null,
                };
            default:
                return null;
        }
    }

    /// <summary>Whether the method or its type has a name; what it has may be no length, since it changes.</summary>
    private bool Knows(string name, out Expression? length)
    {
        IParameterSymbol? parameter = context.Reading.Parameters.FirstOrDefault(p => p.Name == name && p.Type.SpecialType == SpecialType.System_Int32);
        ISymbol? member = Members(context.Reading.ContainingType).FirstOrDefault(m => m.Name == name && m is IFieldSymbol or IPropertySymbol);
        length = (parameter, member) switch
        {
            ({ } own, _) => context.Flow[own],
            (_, IFieldSymbol { HasConstantValue: true, ConstantValue: int number }) => Constants.Int(number),
            (_, IFieldSymbol { IsReadOnly: true, Type.SpecialType: SpecialType.System_Int32 } or IPropertySymbol { IsReadOnly: true, Type.SpecialType: SpecialType.System_Int32 }) =>
                new Symbol(IRType.Int32, $"{Owner(member)}.{Constants.Identifier(name)}", Names.Camel(name), IsFixed: true),
            _ => null,
        };
        return parameter is not null || member is not null;
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol? type) => type is null ? [] : type.GetMembers().Concat(Members(type.BaseType));

    private static string Owner(ISymbol member) => member.IsStatic ? member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "this";

    private Variable Bind(string name, IParameterSymbol parameter)
    {
        if (_named.Find(v => v.Name == Constants.Identifier(name)) is { } known)
        {
            return known;
        }

        Variable length = context.Fresh.New(IRType.Int32, Constants.Identifier(name));
        _named.Add(length);
        _firstMet.Add(length, parameter.Locations[0]);
        return length;
    }
}
