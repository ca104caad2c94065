using System.Globalization;
using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>The numbers that join forward and backward lines, and the forward line's text beside its derivative.</summary>
internal sealed class Comments
{
    private readonly SortedDictionary<int, string> _texts = [];

    /// <param name="primal">The numbered function.</param>
    /// <param name="name">The name that a variable has in the text.</param>
    public Comments(Function primal, Func<Variable, string> name)
    {
        ExpressionPrinter printer = new(qualified: false, name);
        foreach (Statement statement in Traversal.All(primal.Body))
        {
            switch (statement)
            {
                case Let { Number: > 0 } let:
                    _texts[let.Number] = Assignment(let.Target, let.Value, printer, name);
                    break;
                case ForwardCall { Number: > 0 } call:
                    _texts[call.Number] = $"{name(call.Value)} = {call.Pair.Name}({string.Join(", ", call.Arguments.Select(printer.Print))})";
                    break;
                case GradientCall { Number: > 0 } call:
                    _texts[call.Number] = $"{name(call.Value)} = {call.Pair.Name}({string.Join(", ", call.Arguments.Select(printer.Print))})";
                    break;
                case Store { Number: > 0 } store:
                    _texts[store.Number] = Assignment(store, printer);
                    break;
                case Bulk { Number: > 0 } bulk:
                    _texts[bulk.Number] = printer.Print(bulk);
                    break;
                case If branch:
                    branch.Merges.ToList().ForEach(m => Add(m, branch, printer, name));
                    break;
            }
        }
    }

    /// <summary>The numbered lines, in order.</summary>
    public IEnumerable<string> Lines => _texts.Select(t => Number(t.Key) + " " + t.Value);

    /// <summary>The comment of a forward line.</summary>
    public static string Forward(int number) => number == 0 ? "" : Number(number);

    /// <summary>Comments of backward lines: the first with a number quotes the forward line.</summary>
    public Func<int, string> Backward()
    {
        HashSet<int> met = [];
        return number => number == 0 || !met.Add(number) ? "" : $"{Number(number)} {_texts[number]}";
    }

    private static string Number(int number) => "(" + number.ToString(CultureInfo.InvariantCulture) + ")";

    private static string Assignment(Variable target, Expression value, ExpressionPrinter printer, Func<Variable, string> name) =>
        value is Binary { Left: Variable before, Operator: <= BinaryOperator.Remainder } update && name(before) == name(target)
            ? $"{name(target)} {ExpressionPrinter.Text(update.Operator)}= {printer.Print(update.Right)}"
            : $"{name(target)} = {printer.Print(value)}";

    private static string Assignment(Store store, ExpressionPrinter printer)
    {
        Load place = new(store.Value.Type, store.Array, store.Indices, store.Before);
        return store.Value is Binary { Operator: <= BinaryOperator.Remainder } update && update.Left.Equals(place)
            ? $"{printer.Print(place)} {ExpressionPrinter.Text(update.Operator)}= {printer.Print(update.Right)}"
            : $"{printer.Print(place)} = {printer.Print(store.Value)}";
    }

    private void Add(Merge merge, If branch, ExpressionPrinter printer, Func<Variable, string> name)
    {
        if (merge.ThenNumber > 0 && merge.ThenNumber == merge.ElseNumber)
        {
            _texts[merge.ThenNumber] = $"{name(merge.Target)} = {printer.Print(new Conditional(branch.Test, merge.Then, merge.Else))}";
            return;
        }

        if (merge.ThenNumber > 0)
        {
            _texts[merge.ThenNumber] = Assignment(merge.Target, merge.Then, printer, name);
        }

        if (merge.ElseNumber > 0)
        {
            _texts[merge.ElseNumber] = Assignment(merge.Target, merge.Else, printer, name);
        }
    }
}
