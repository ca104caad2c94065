using System.Text;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>
/// C# that carries no derivative as text that means the same wherever it is written: types and members fully qualified,
/// locals left open as holes for their values.
/// </summary>
internal sealed class OpaqueReader
{
    private readonly ReadingContext _context;
    private readonly SemanticModel _model;
    private readonly List<string> _parts = [];
    private readonly List<Expression> _holes = [];
    private readonly StringBuilder _text = new();

    /// <summary>How many calls whose results are constants stand around the part at hand.</summary>
    private int _constants;

    private OpaqueReader(ReadingContext context, SemanticModel model) => (_context, _model) = (context, model);

    /// <summary>Why the text could not be taken over; null if it was.</summary>
    private string? Obstacle { get; set; }

    /// <returns>The text, or why there is none.</returns>
    public static (Opaque? Text, string? Obstacle) Read(ReadingContext context, IOperation operation)
    {
        OpaqueReader reader = new(context, operation.SemanticModel!);
        (string open, string close) = Surroundings(context, operation);
        reader._text.Append(open);
        reader.Visit(operation.Syntax);
        reader._parts.Add(reader._text + close);
        IRType type = operation.Type is { SpecialType: not SpecialType.System_Void } known ? Types.Of(known) : new("void");
        return reader.Obstacle is null
            ? (new(type, reader._parts.ToEquatableArray(), reader._holes.ToEquatableArray()), null)
            : (null, reader.Obstacle);
    }

    /// <summary>Integer arithmetic keeps the <c>checked</c> or <c>unchecked</c> that stands around it where the user wrote it.</summary>
    private static (string Open, string Close) Surroundings(ReadingContext context, IOperation operation)
    {
        SyntaxKind around = operation.Syntax.Ancestors().Select(a => a.Kind()).FirstOrDefault(k => k is SyntaxKind.CheckedStatement
            or SyntaxKind.UncheckedStatement or SyntaxKind.CheckedExpression or SyntaxKind.UncheckedExpression);
        bool isChecked = around is SyntaxKind.CheckedStatement or SyntaxKind.CheckedExpression;
        if (around == SyntaxKind.None || isChecked == context.Compilation.Options.CheckOverflow()
            || !operation.Syntax.DescendantNodesAndSelf().Any(n => n is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or CastExpressionSyntax))
        {
            return ("", "");
        }

        string word = isChecked ? "checked" : "unchecked";
        return operation.Type is { SpecialType: not SpecialType.System_Void } ? (word + "(", ")") : (word + " { ", "; }");
    }

    private void Visit(SyntaxNode node)
    {
        Obstacle ??= Reason(node);
        bool isConstant = node is InvocationExpressionSyntax && _model.GetOperation(node) is IInvocationOperation call && _context.Frozen.IsConstant(call);
        _constants += isConstant ? 1 : 0;
        VisitParts(node);
        _constants -= isConstant ? 1 : 0;
    }

    private void VisitParts(SyntaxNode node)
    {
        if (Obstacle is null && !Replace(node))
        {
            foreach (SyntaxNodeOrToken child in node.ChildNodesAndTokens())
            {
                if (child.AsNode() is { } inner)
                {
                    Visit(inner);
                    continue;
                }

                if (child.IsKind(SyntaxKind.CloseParenToken) && node is ArgumentListSyntax list)
                {
                    WriteCallerInformation(list);
                }

                Write(child.AsToken());
            }
        }
    }

    private void Write(SyntaxToken token)
    {
        bool spaced = token.HasLeadingTrivia || token.GetPreviousToken().HasTrailingTrivia;
        if (spaced && _text.Length + _parts.Count > 0)
        {
            _text.Append(' ');
        }

        _text.Append(token.Text);
    }

    /// <summary>What the compiler would fill in by the place of the call is written out: in generated code the place is another one.</summary>
    private void WriteCallerInformation(ArgumentListSyntax list)
    {
        IEnumerable<IArgumentOperation> arguments = _model.GetOperation(list.Parent!) switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        string separator = list.Arguments.Count > 0 ? ", " : "";
        foreach (IArgumentOperation argument in arguments.Where(a => a.ArgumentKind == ArgumentKind.DefaultValue && IsCallerInformation(a.Parameter!)))
        {
            _text.Append($"{separator}{Constants.Identifier(argument.Parameter!.Name)}: {Constants.Of(argument.Value.ConstantValue.Value, argument.Value.Type!).Text}");
            separator = ", ";
        }
    }

    private static bool IsCallerInformation(IParameterSymbol parameter) => parameter.GetAttributes().Any(a =>
        a.AttributeClass is { ContainingNamespace.Name: "CompilerServices", Name: var name } && name.StartsWith("Caller", StringComparison.Ordinal));

    private bool Replace(SyntaxNode node)
    {
        switch (node)
        {
            case ArgumentSyntax { Expression: { } argument } when _model.GetOperation(argument)?.Type?.SpecialType == SpecialType.System_Boolean:
                return ReplaceTest(argument);
            case ExpressionSyntax expression when _model.GetConstantValue(expression) is { HasValue: true, Value: var value } && expression is not LiteralExpressionSyntax
                && _model.GetTypeInfo(expression).Type is { } type && (type.IsScalar() || type.SpecialType == SpecialType.System_String):
                return Put(expression, Constants.Of(value, type).Text);
            case LiteralExpressionSyntax { Token: { Value: string text } token } when token.Text.Contains('\n'):
                return Put(node, Quoted(text));
            case InterpolatedStringExpressionSyntax text:
                return ReplaceInterpolated(text);
            case TypeSyntax or MemberAccessExpressionSyntax when _model.GetSymbolInfo(node).Symbol is INamedTypeSymbol type:
                return ReplaceType(node, type);
            case SimpleNameSyntax name when !IsMemberName(name):
                return ReplaceName(name);
            case ThisExpressionSyntax when !SymbolEqualityComparer.Default.Equals(_model.GetTypeInfo(node).Type?.OriginalDefinition, _context.Target.OriginalDefinition):
                Obstacle = "it belongs to another object";
                return true;
            default:
                return false;
        }
    }

    /// <summary>An interpolated string on one line, whatever indentation its code gets: verbatim and raw ones become ordinary.</summary>
    private bool ReplaceInterpolated(InterpolatedStringExpressionSyntax text)
    {
        Put(text, "$\"");
        foreach (InterpolatedStringContentSyntax content in text.Contents)
        {
            if (content is InterpolatedStringTextSyntax { TextToken: var token })
            {
                _text.Append(Ordinary(token, text.StringStartToken.Kind()));
            }
            else
            {
                WriteInterpolation((InterpolationSyntax)content);
            }
        }

        _text.Append('"');
        return true;
    }

    /// <summary>A piece of an interpolated string, as it stands between <c>$"</c> and <c>"</c>.</summary>
    private static string Ordinary(SyntaxToken piece, SyntaxKind start)
    {
        if (start == SyntaxKind.InterpolatedStringStartToken)
        {
            return piece.Text;
        }

        string quoted = Quoted(piece.ValueText), text = quoted.Substring(1, quoted.Length - 2);
        return start == SyntaxKind.InterpolatedVerbatimStringStartToken ? text : text.Replace("{", "{{").Replace("}", "}}");
    }

    private void WriteInterpolation(InterpolationSyntax interpolation)
    {
        // Parentheses keep the colons of global:: from starting a format.
        bool isPlain = _model.GetSymbolInfo(interpolation.Expression).Symbol is { } symbol
            && (_context.Flow[symbol] is Variable || (symbol is IParameterSymbol && _context.Flow[symbol] is null));
        _text.Append(isPlain ? "{" : "{(");
        Visit(interpolation.Expression);
        _text.Append(isPlain ? "" : ")").Append(interpolation.AlignmentClause).Append(interpolation.FormatClause).Append('}');
    }

    private static string Quoted(string text) => SymbolDisplay.FormatPrimitive(text, quoteStrings: true, useHexadecimalNumbers: false)!;

    private bool ReplaceTest(ExpressionSyntax argument)
    {
        int before = _context.Block.Count;
        Expression test = _context.Expressions.Read(_model.GetOperation(argument)!);
        if (_context.Block.Count > before)
        {
            Obstacle = "an argument does more than compute a value";
        }

        return Hole(argument, test);
    }

    private bool ReplaceType(SyntaxNode node, INamedTypeSymbol type)
    {
        if (!_context.Compilation.IsSymbolAccessibleWithin(type, _context.Target))
        {
            Obstacle = $"'{type.Name}' is not accessible from '{_context.Target.Name}'";
        }

        if (TypeReader.IsFileLocal(type))
        {
            Obstacle = $"'{type.Name}' is known in its file only";
        }

        return Put(node, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
    }

    private bool ReplaceName(SimpleNameSyntax name)
    {
        ISymbol? symbol = _model.GetSymbolInfo(name).Symbol;
        switch (symbol)
        {
            case ILocalSymbol or IParameterSymbol when _context.Flow[symbol] is { } value:
                Obstacle = value.Type.IsArray && !OnlyItsShape(name, value) ? $"'{name}' is handed to code that is not read" : Obstacle;
                return Hole(name, value);
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } captured:
                return Hole(name, CallReader.Captured(captured));
            case ILocalSymbol or IParameterSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction }:
                Obstacle = $"'{name}' has no value that can be handed over";
                return true;
            case IFieldSymbol or IPropertySymbol or IMethodSymbol or IEventSymbol:
                if (!_context.Compilation.IsSymbolAccessibleWithin(symbol, _context.Target))
                {
                    Obstacle = $"'{symbol.Name}' is not accessible from '{_context.Target.Name}'";
                }

                string owner = symbol.IsStatic ? symbol.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "this";
                return Put(name, $"{owner}.{name}");
            case null when name.ToString() is not ("var" or "_"):
                Obstacle = $"'{name}' is not known";
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether an array's length is asked, or whether there is one: nothing about its elements.</summary>
    private static bool OnlyItsShape(SimpleNameSyntax name, Expression value) => value is not Undefined && name.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.Text: "Length" or "LongLength" or "Rank" or "IsEmpty" } => true,
        _ when value.Type.IsSpan => false,
        BinaryExpressionSyntax { Right.RawKind: (int)SyntaxKind.NullLiteralExpression } or IsPatternExpressionSyntax => true,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "ThrowIfNull" } } } => true,
        _ => false,
    };

    private bool Put(SyntaxNode node, string text)
    {
        Write(node.GetFirstToken().WithLeadingSpaceOf(node, text));
        return true;
    }

    private bool Hole(SyntaxNode node, Expression value)
    {
        Write(node.GetFirstToken().WithLeadingSpaceOf(node, ""));
        _parts.Add(_text.ToString());
        _text.Clear();
        _holes.Add(_constants > 0 && value.Type.IsReal ? Frozen.Of(value) : value);
        return true;
    }

    private static bool IsMemberName(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        QualifiedNameSyntax qualified => qualified.Right == name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or AliasQualifiedNameSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        BaseExpressionColonSyntax => true,
        _ => false,
    };

    /// <summary>What cannot be taken over as text, because it declares, changes or defers something.</summary>
    private string? Reason(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } => "it assigns inside an expression",
        PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
            when node.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreIncrementExpression
                or SyntaxKind.PreDecrementExpression => "it assigns inside an expression",
        AnonymousFunctionExpressionSyntax => "it is a function made at run time",
        AwaitExpressionSyntax => "it waits",
        DeclarationExpressionSyntax or SingleVariableDesignationSyntax => "it declares a variable",
        ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument when !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword) => "it passes a variable by reference",
        RefExpressionSyntax or StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => "it handles memory",
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression or (int)SyntaxKind.PointerIndirectionExpression } => "it handles memory",
        QueryExpressionSyntax => "it is a query",
        ThrowExpressionSyntax => "it throws inside an expression",
        BaseExpressionSyntax => "it calls the base type",
        IdentifierNameSyntax name when _model.GetTypeInfo(name).Type.IsTensor() => "a tensor is handed over, of which generated code has the elements only",
        InvocationExpressionSyntax call when _model.GetSymbolInfo(call).Symbol is IMethodSymbol { ReducedFrom: not null } => "it is written as an extension call",
        _ => null,
    };
}

/// <summary>Puts text where a token stood, with the space that stood before it.</summary>
internal static class TokenText
{
    public static SyntaxToken WithLeadingSpaceOf(this SyntaxToken token, SyntaxNode node, string text)
    {
        bool spaced = node.HasLeadingTrivia || token.GetPreviousToken().HasTrailingTrivia;
        return SyntaxFactory.Identifier(spaced ? SyntaxFactory.TriviaList(SyntaxFactory.Space) : default, text, default);
    }
}
