using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Which statements leave what they stand in.</summary>
internal static class Leaving
{
    /// <summary>Whether every way through the statements leaves, and not every one by an exception.</summary>
    public static bool ByReturning(IReadOnlyCollection<IOperation> statements) => Always(statements) && statements.Any(Returns);

    /// <summary>Whether every way through the statements ends in a return, an exception or a break.</summary>
    private static bool Always(IEnumerable<IOperation> statements) => statements.Any(Always);

    /// <summary>Whether a <c>break</c> stands deeper than at the end of a switch section.</summary>
    public static bool BreaksInside(IEnumerable<IOperation> body) =>
        body.Any(s => s is not IBranchOperation && Breaks(s));

    private static bool Always(IOperation statement) => statement switch
    {
        IReturnOperation or IThrowOperation or IBranchOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBlockOperation block => Always(block.Operations),
        IConditionalOperation { WhenFalse: { } otherwise } branch => Always(branch.WhenTrue) && Always(otherwise),
        ISwitchOperation choice => choice.Cases.Any(c => c.Clauses.Any(l => l is IDefaultCaseClauseOperation))
            && choice.Cases.All(c => Always(c.Body.Where(s => s is not IBranchOperation)) && !BreaksInside(c.Body)),
        _ => false,
    };

    private static bool Returns(IOperation statement) =>
        statement is IReturnOperation or IBranchOperation || (statement is not ILocalFunctionOperation && statement.ChildOperations.Any(Returns));

    private static bool Breaks(IOperation statement) => statement switch
    {
        IBranchOperation { BranchKind: BranchKind.Break } => true,
        ISwitchOperation => false, // its own
        IBlockOperation or IConditionalOperation => statement.ChildOperations.Any(Breaks),
        _ => false,
    };
}
