using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>What is said of C# that is not read: what it is, and what to write instead.</summary>
internal static class Refusals
{
    private const int LongestQuote = 60;

    /// <summary>The user's text, on one line and cut where it is long.</summary>
    public static string Quote(IOperation operation)
    {
        string text = string.Join(" ", operation.Syntax.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestQuote ? text : text.Substring(0, LongestQuote - 1) + "…";
    }

    public static (string What, string Instead) Statement(IOperation statement) => statement switch
    {
        ILoopOperation => ("a loop", "write its steps out, or move it out of the differentiated method"),
        ITryOperation => ("a try statement", "catch exceptions outside the differentiated method"),
        ILockOperation => ("a lock", "take the lock outside the differentiated method"),
        IUsingOperation or IUsingDeclarationOperation => ("a using statement", "open and dispose outside the differentiated method"),
        IBranchOperation { BranchKind: BranchKind.GoTo } or ILabeledOperation => ("a goto", "write the branch with if, else or switch"),
        IReturnOperation => ("yield", "return one value"),
        IVariableDeclarationGroupOperation => ("a ref local or using declaration", "declare an ordinary local"),
        _ => ($"'{Quote(statement)}'", "write it with assignments, if, switch and return"),
    };

    public static (string What, string Instead) Expression(IOperation expression) => expression switch
    {
        IArrayCreationOperation or IArrayElementReferenceOperation or ICollectionExpressionOperation =>
            ("arrays are not read", "pass each number as a parameter"),
        IObjectCreationOperation or ITupleOperation or IDeconstructionAssignmentOperation or IWithOperation =>
            ("structs, tuples and objects are not read", "use a local for each number"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("functions made at run time are not read", "call a method or local function"),
        IAwaitOperation => ("the method would have to wait", "compute the awaited value before"),
        IConversionOperation { IsImplicit: true, OperatorMethod: null } hidden => Expression(hidden.Operand), // the user wrote what is inside
        IConversionOperation => ("the conversion has no derivative", "convert between double and float only"),
        IBinaryOperation or IUnaryOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation =>
            ("the operator is not one of numbers", "use operators of double and float"),
        _ => ("this kind of expression is not read", "use arithmetic, ?:, switch, and calls of methods of numbers"),
    };
}
