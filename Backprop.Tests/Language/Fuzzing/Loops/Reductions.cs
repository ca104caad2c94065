using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Tests.Language.Fuzzing.Loops;

/// <summary>Programs with one thing less, by their syntax; those that are no C# are left for the compiler to sort out.</summary>
internal static class Reductions
{
    private const string Open = "class P\n{\n";

    /// <param name="program">The members of a class.</param>
    /// <returns>Each shorter; what takes most away comes first.</returns>
    public static IEnumerable<string> Of(string program)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(Open + program + "}\n", CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot();
        IEnumerable<string> all = root.DescendantNodes().SelectMany(node => Instead(root, node)).Select(Text);
        return all.Where(text => Size(text) < Size(program)).Distinct().OrderBy(Size);
    }

    private static int Size(string text) => text.Count(c => !char.IsWhiteSpace(c));

    private static string Text(SyntaxNode root) =>
        root.NormalizeWhitespace(eol: "\n").ToString()[Open.Length..].TrimEnd()[..^1].Replace("\n\n", "\n");

    private static IEnumerable<SyntaxNode> Instead(SyntaxNode root, SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { Identifier.Text: not "F" } or AttributeListSyntax { Parent: ParameterSyntax } or ElseClauseSyntax or SwitchSectionSyntax
            or ParameterSyntax or ArgumentSyntax or ExpressionElementSyntax or SpreadElementSyntax => Without(root, node),
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: > 1 } } => Without(root, node),
        StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement => Without(root, node).Concat(Unwrapped(root, statement)),
        StatementSyntax statement => Unwrapped(root, statement),
        ExpressionSyntax expression => Operands(expression).Select(operand => root.ReplaceNode(expression, operand)),
        _ => [],
    };

    private static SyntaxNode[] Without(SyntaxNode root, SyntaxNode node) => root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia) is { } rest ? [rest] : [];

    private static IEnumerable<SyntaxNode> Unwrapped(SyntaxNode root, StatementSyntax statement) =>
        Inner(statement).Select(inner => Replaced(root, statement, inner));

    /// <summary>What a statement is about, without the test or the loop around it.</summary>
    private static IEnumerable<StatementSyntax> Inner(StatementSyntax statement) => statement switch
    {
        IfStatementSyntax { Else: { } otherwise } branch => [branch.Statement, otherwise.Statement],
        IfStatementSyntax branch => [branch.Statement],
        ForStatementSyntax loop => [loop.Statement],
        WhileStatementSyntax loop => [loop.Statement],
        DoStatementSyntax loop => [loop.Statement],
        CommonForEachStatementSyntax loop => [loop.Statement],
        SwitchStatementSyntax choice => choice.Sections.SelectMany(s => s.Statements.OfType<BlockSyntax>()),
        BlockSyntax { Parent: BlockSyntax } block => [block],
        BlockSyntax { Statements: [var only], Parent: (StatementSyntax and not LocalFunctionStatementSyntax) or ElseClauseSyntax } => [only],
        _ => [],
    };

    /// <summary>A block in a block goes without its braces.</summary>
    private static SyntaxNode Replaced(SyntaxNode root, StatementSyntax statement, StatementSyntax inner) =>
        inner is BlockSyntax block && statement.Parent is BlockSyntax && block.Statements.Count > 0
            ? root.ReplaceNode(statement, block.Statements)
            : root.ReplaceNode(statement, inner);

    private static IEnumerable<ExpressionSyntax> Operands(ExpressionSyntax expression) => expression switch
    {
        BinaryExpressionSyntax binary => [binary.Left, binary.Right],
        ParenthesizedExpressionSyntax inner => [inner.Expression],
        PrefixUnaryExpressionSyntax unary => [unary.Operand],
        PostfixUnaryExpressionSyntax unary when unary.Parent is not ExpressionStatementSyntax => [unary.Operand],
        CastExpressionSyntax cast => [cast.Expression],
        ConditionalExpressionSyntax choice => [choice.WhenTrue, choice.WhenFalse],
        InvocationExpressionSyntax call => call.ArgumentList.Arguments.Select(a => a.Expression),
        AssignmentExpressionSyntax { Parent: not ExpressionStatementSyntax } assignment => [assignment.Right],
        AssignmentExpressionSyntax { RawKind: not (int)SyntaxKind.SimpleAssignmentExpression } assignment =>
            [SyntaxFactory.AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, assignment.Left, assignment.Right)],
        ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: not LiteralExpressionSyntax } index] } access =>
            [access.ReplaceNode(index.Expression, SyntaxFactory.ParseExpression("0"))],
        _ => [],
    };
}
