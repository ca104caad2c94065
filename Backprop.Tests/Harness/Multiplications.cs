using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Tests.Harness;

/// <summary>Counts the products of reals that methods compute, by running them: their source, and what the generator wrote for it, with a counter for each.</summary>
internal sealed class Multiplications
{
    private const string Counter = """
        public static class Products
        {
            public static long Count;
            public static double Of(double a, double b) { Count++; return a * b; }
            public static int Of(int a, int b) => a * b;
        }
        """;

    private readonly Assembly _assembly;

    private Multiplications(Assembly assembly) => _assembly = assembly;

    public static Multiplications In(string source)
    {
        Compilation written = GeneratorRun.Once(source).Output;
        SyntaxTree first = written.SyntaxTrees.First();
        SyntaxTree[] counted = [.. written.SyntaxTrees.Select(t => t.WithRootAndOptions(new Rewriter().Visit(t.GetRoot()), t.Options))];
        Compilation whole = written.RemoveAllSyntaxTrees().AddSyntaxTrees([.. counted, CSharpSyntaxTree.ParseText(Counter, (CSharpParseOptions)first.Options)]);
        using MemoryStream stream = new();
        Assert.Empty(whole.Emit(stream).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        stream.Position = 0;
        return new(new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(stream));
    }

    /// <summary>How many products one call computes.</summary>
    public long Of(string type, string method, params object[] arguments)
    {
        FieldInfo count = _assembly.GetType("Products")!.GetField("Count")!;
        MethodInfo counted = _assembly.GetType(type)!.GetMethod(method)!;
        count.SetValue(null, 0L);
        SpanCall.Of(counted)(null, arguments);
        return (long)count.GetValue(null)!;
    }

    private sealed class Rewriter : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
        {
            BinaryExpressionSyntax visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
            return visited.IsKind(SyntaxKind.MultiplyExpression) ? Product(visited.Left, visited.Right) : visited;
        }

        public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node)
        {
            AssignmentExpressionSyntax visited = (AssignmentExpressionSyntax)base.VisitAssignmentExpression(node)!;
            return visited.IsKind(SyntaxKind.MultiplyAssignmentExpression)
                ? SyntaxFactory.ParseExpression($"{visited.Left} = {Product(visited.Left, visited.Right)}")
                : visited;
        }

        private static ExpressionSyntax Product(ExpressionSyntax left, ExpressionSyntax right) =>
            SyntaxFactory.ParseExpression($"global::Products.Of({left}, {right})");
    }
}
