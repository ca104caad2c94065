using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Patterns over scalars as tests; the names that they declare stand for the tested value.</summary>
internal sealed class PatternReader(ReadingContext context)
{
    /// <summary>Whether a value fits any clause of a switch section.</summary>
    public Expression AnyOf(Expression value, IEnumerable<ICaseClauseOperation> clauses) => clauses.Aggregate(
        (Expression)Constant.False, (fits, clause) => context.Branches.ReadLogic(BinaryOperator.ConditionalOr, fits, () => Read(value, clause)));

    public Expression Read(Expression value, IPatternOperation pattern, IOperation? guard)
    {
        Expression fits = Read(value, pattern);
        return guard is null ? fits : context.Branches.ReadLogic(BinaryOperator.ConditionalAnd, fits, () => context.Expressions.Read(guard));
    }

    public Expression Read(Expression value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation constant:
                return Equality(value, constant.Value);
            case IRelationalPatternOperation relation when Operators.Of(relation.OperatorKind) is { } found:
                return Binary.Of(found, value, context.Expressions.Read(relation.Value));
            case INegatedPatternOperation not:
                return Not(Read(value, not.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return context.Branches.ReadLogic(BinaryOperator.ConditionalAnd, Read(value, both.LeftPattern), () => Read(value, both.RightPattern));
            case IBinaryPatternOperation either:
                return context.Branches.ReadLogic(BinaryOperator.ConditionalOr, Read(value, either.LeftPattern), () => Read(value, either.RightPattern));
            case IDiscardPatternOperation:
                return Constant.True;
            case IDeclarationPatternOperation declaration when IsSame(declaration.MatchedType, pattern.InputType):
                if (declaration.DeclaredSymbol is { } symbol)
                {
                    context.Flow[symbol] = value;
                }

                return Constant.True;
            case ITypePatternOperation type when IsSame(type.MatchedType, pattern.InputType):
                return Constant.True;
            default:
                return Refuse(pattern);
        }
    }

    private static Expression Not(Expression fits) =>
        fits.Equals(Constant.True) ? Constant.False : fits.Equals(Constant.False) ? Constant.True : new Unary(UnaryOperator.Not, fits);

    private Expression Read(Expression value, ICaseClauseOperation clause) => clause switch
    {
        ISingleValueCaseClauseOperation single => Equality(value, single.Value),
        IPatternCaseClauseOperation pattern => Read(value, pattern.Pattern, pattern.Guard),
        _ => Refuse(clause),
    };

    private static bool IsSame(ITypeSymbol? matched, ITypeSymbol input) => matched is null || SymbolEqualityComparer.Default.Equals(matched, input);

    private Expression Equality(Expression value, IOperation constant) =>
        constant.ConstantValue is { HasValue: true, Value: double.NaN or float.NaN }
            ? Rules.Functions.Test("IsNaN", value) // a NaN fits the pattern NaN, though it equals nothing
            : Binary.Of(BinaryOperator.Equal, value, context.Expressions.Read(constant));

    private Expression Refuse(IOperation pattern)
    {
        context.Refuse(pattern, Descriptors.UnsupportedExpression, Refusals.Quote(pattern), "the pattern is not one of numbers", "compare numbers by constants, <, >, 'and', 'or', 'not' and 'when'");
        return Constant.False;
    }
}
