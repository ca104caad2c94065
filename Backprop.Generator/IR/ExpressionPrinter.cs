using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Backprop.Generator.IR;

/// <summary>Expressions as C# text, with only the parentheses that C# needs.</summary>
/// <param name="qualified">Whether types are written so that no name in scope can shadow them.</param>
/// <param name="name">The name that a variable has in the text.</param>
internal sealed class ExpressionPrinter(bool qualified, Func<Variable, string> name)
{
    /// <summary>For a reader: no <c>global::</c>, the variables' own names.</summary>
    public static readonly ExpressionPrinter Short = new(false, v => v.Name);

    private const int Lowest = 0, ConditionalLevel = 1, UnaryLevel = 14, PrimaryLevel = 15;

    public string Print(Expression expression) => Print(expression, Lowest);

    public string Print(Bulk call)
    {
        string arguments = List(call.Destination is null ? call.Operands : call.Operands.Append(call.Destination)) + (call.MayOverwrite && !call.IsAdded ? ", isAdded: false" : "");
        string value = call.Value is null ? "" : name(call.Value) + " = ", owner = qualified ? call.Owner : call.Owner.Substring(call.Owner.LastIndexOf('.') + 1);
        return $"{value}{owner}.{(qualified ? call.Method : call.Name)}({arguments})";
    }

    /// <summary>Drops what only the compiler needs from C# text.</summary>
    public string TypeText(string text) => qualified ? text : text.Replace("global::System.", "").Replace("global::Backprop.CompilerServices.", "").Replace("global::", "");

    private string Print(Expression expression, int level)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        (string text, int own) = Write(expression);
        return own < level ? "(" + text + ")" : text;
    }

    private (string Text, int Level) Write(Expression expression)
    {
        switch (expression)
        {
            case Variable variable:
                return (variable.StateOf is null ? name(variable) : "", PrimaryLevel);
            case Load { IsWhole: true } all:
                return Write(all.Array);
            case Load load:
                return ($"{Print(load.Array, PrimaryLevel)}[{Indices(load)}]", PrimaryLevel);
            case Length length:
                return ($"{Print(length.Array, PrimaryLevel)}.{(length.Dimension is int dimension ? $"GetLength({dimension.ToString(CultureInfo.InvariantCulture)})" : "Length")}", PrimaryLevel);
            case View view:
                return ViewText(view);
            case Invoke invoke:
                return ($"{name(invoke.Receiver)}.{invoke.Member}({List(invoke.Arguments)})", PrimaryLevel);
            case Constant constant:
                return (TypeText(constant.Text), constant.Text[0] == '-' ? UnaryLevel : PrimaryLevel);
            case Symbol symbol:
                return (TypeText(symbol.Text), PrimaryLevel);
            case Undefined undefined:
                return Write(Constant.Default(undefined.Type));
            case Primal primal:
                return Write(primal.Value);
            case Frozen frozen:
                return Write(frozen.Value);
            case Group group:
                return Write(group.Value);
            case Unary unary:
                return Wrap(unary.Overflow, Sign(unary) + SignedOperand(unary), UnaryLevel);
            case Binary binary:
                return Wrap(binary.Overflow, Infix(binary), Level(binary.Operator));
            case Conversion convert:
                return Wrap(convert.Overflow, $"({TypeText(convert.Type.Text)}){CastOperand(convert)}", UnaryLevel);
            case Call call:
                return (Qualify(call) + "(" + List(call.Arguments) + ")", PrimaryLevel);
            case Conditional choice:
                return ($"{Print(choice.Test, ConditionalLevel + 1)} ? {Print(choice.Then, ConditionalLevel)} : {Print(choice.Else, ConditionalLevel)}",
                    ConditionalLevel);
            case Opaque opaque:
                return (Fill(opaque), Lowest);
            default:
                throw new InvalidOperationException($"no text for {expression.GetType().Name}");
        }
    }

    private string List(IEnumerable<Expression> expressions) => string.Join(", ", expressions.Select(e => Print(e)));

    /// <summary>Spans have slices; of an array a span is made.</summary>
    private (string, int) ViewText(View view)
    {
        string array = Print(view.Array, PrimaryLevel) + (view.Array.Type.IsMemory ? ".Span" : "");
        return view.Array.Type switch
        {
            { IsMemory: true } when view.Bounds.Count == 0 => (array, PrimaryLevel),
            { IsSpan: true } or { IsShelf: true } when view.Bounds.Count > 0 => ($"{array}.Slice({List(view.Bounds)})", PrimaryLevel),
            _ when view.Bounds.Count > 0 => ($"(({TypeText(view.Type.Text)}){array}).Slice({List(view.Bounds)})", PrimaryLevel),
            _ => ($"({TypeText(view.Type.Text)}){array}", UnaryLevel),
        };
    }

    private string Infix(Binary binary)
    {
        // Left-associative: the right side needs parentheses at its own level too.
        int level = Level(binary.Operator);
        return $"{Print(binary.Left, level)} {Text(binary.Operator)} {Print(binary.Right, level + 1)}";
    }

    private string SignedOperand(Unary unary)
    {
        string operand = Print(unary.Operand, UnaryLevel);
        return operand[0] is '-' or '+' ? "(" + operand + ")" : operand; // - -x, not --x
    }

    /// <summary>An array takes any integer for an index, a span an <c>int</c>.</summary>
    private string Indices(Load load) => load.Array.Type.IsSpan && load.Indices[0].Type.Text is "long" or "uint" or "ulong" or "nint" or "nuint"
        ? $"checked((int){Print(load.Indices[0], UnaryLevel)})"
        : List(load.Indices);

    private string CastOperand(Conversion convert)
    {
        string operand = Print(convert.Operand, UnaryLevel);
        return operand[0] is '-' or '+' ? "(" + operand + ")" : operand; // (E)-x would subtract
    }

    private string Fill(Opaque opaque)
    {
        StringBuilder text = new(TypeText(opaque.Texts[0]));
        for (int i = 0; i < opaque.Holes.Count; i++)
        {
            text.Append(Print(opaque.Holes[i], IsArgument(opaque, i) ? Lowest : PrimaryLevel)).Append(TypeText(opaque.Texts[i + 1]));
        }

        return text.ToString();
    }

    /// <summary>Whether a hole stands alone between parentheses or commas. A test does not: <c>f(a &lt; b, c > (d))</c> is read in two ways.</summary>
    private static bool IsArgument(Opaque opaque, int hole) => opaque.Holes[hole].Type != IRType.Boolean
        && (opaque.Texts[hole].EndsWith("(", StringComparison.Ordinal) || opaque.Texts[hole].EndsWith(", ", StringComparison.Ordinal))
        && opaque.Texts[hole + 1].Length > 0 && opaque.Texts[hole + 1][0] is ')' or ',';

    private string Qualify(Call call) =>
        qualified && char.IsUpper(call.Method[0]) ? "global::System." + call.Method : TypeText(call.Method);

    private static (string Text, int Level) Wrap(Overflow overflow, string text, int level) => overflow switch
    {
        Overflow.Checked => ($"checked({text})", PrimaryLevel),
        Overflow.Unchecked => ($"unchecked({text})", PrimaryLevel),
        _ => (text, level),
    };

    private static string Sign(Unary unary) => unary.Operator switch
    {
        UnaryOperator.Negate => "-",
        UnaryOperator.Plus => "+",
        UnaryOperator.Not => "!",
        _ => "~",
    };

    public static string Text(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.ShiftLeft => "<<",
        BinaryOperator.ShiftRight => ">>",
        BinaryOperator.UnsignedShiftRight => ">>>",
        BinaryOperator.And => "&",
        BinaryOperator.Or => "|",
        BinaryOperator.Xor => "^",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.ConditionalAnd => "&&",
        _ => "||",
    };

    private static int Level(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.ConditionalOr => 3,
        BinaryOperator.ConditionalAnd => 4,
        BinaryOperator.Or => 5,
        BinaryOperator.Xor => 6,
        BinaryOperator.And => 7,
        BinaryOperator.Equal or BinaryOperator.NotEqual => 8,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => 9,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => 10,
        BinaryOperator.Add or BinaryOperator.Subtract => 11,
        _ => 12,
    };
}
