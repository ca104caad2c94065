using System.Globalization;
using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>Loops and arrays.</summary>
internal sealed partial class StatementWriter
{
    /// <summary>The lines after this one are backward lines.</summary>
    public Func<int, string>? Backward { get; init; }

    /// <summary>Whether a loop can declare what it counts by in its own head.</summary>
    public static bool CountsAlone(Carry carry, Loop loop, Locals locals) =>
        carry.Inner.Type.IsPrimitive && !carry.Inner.Type.IsReal && IncrementOf(carry, loop, locals) is not null && !locals.IsRead(carry.Outer)
        && !locals.AreShared(carry.Initial, carry.Inner);

    /// <summary>Whether a statement is seen in the text.</summary>
    private static bool IsWritten(Statement statement) => statement is not Let { Target.StateOf: not null };

    /// <summary>What a <c>for</c> says of its counter; null where the counter takes more than a step.</summary>
    private static Binary? IncrementOf(Carry carry, Loop loop, Locals locals)
    {
        Let? last = loop.Body.Count > 0 ? loop.Body[loop.Body.Count - 1] as Let : null;
        Expression next = last is not null && last.Target.Equals(carry.Next) && locals.AreShared(last.Target, carry.Inner) ? last.Value : carry.Next;
        return next is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: Constant, Type.IsReal: false } step && locals.AreShared(step.Left, carry.Inner)
            && loop.Test.Variables.Contains(carry.Inner) ? step : null;
    }

    private void Turn(IEnumerable<Statement> block)
    {
        writer.Line();
        writer.Line(Backward is null ? "// backward, through these iterations" : "// backward, in the same pass");
        StatementWriter backward = new(writer, locals, declared, Backward ?? comment);
        backward.Write(block.SkipWhile(s => s is not IR.Turn).Skip(1));
    }

    private void Write(Loop loop)
    {
        Carry? counter = loop.Carried.FirstOrDefault(c => CountsAlone(c, loop, locals));
        foreach (Carry carry in loop.Carried.Where(c => c != counter))
        {
            Assign(carry.Inner, carry.Initial);
        }

        HashSet<Variable> outer = [.. declared];
        _constants = Raised(loop.Test).ToDictionary(locals.Representative, _ => (Expression)Constant.False);
        using (writer.Block(Head(loop, counter)))
        {
            if (Backward is null && loop.Body.Any(s => s is IR.Turn))
            {
                writer.Line("// forward once more, from where a segment starts");
            }

            bool skipsLast = counter is not null && !(counter.Next is Binary);
            Write(skipsLast ? loop.Body.Take(loop.Body.Count - 1) : loop.Body);
            foreach (Carry carry in loop.Carried.Where(c => c != counter))
            {
                Assign(carry.Inner, carry.Next);
            }
        }

        _constants = [];
        declared.IntersectWith(outer);
        foreach (Carry carry in loop.Carried.Where(c => locals.IsRead(c.Outer)))
        {
            Assign(carry.Outer, carry.Inner);
        }
    }

    /// <summary>Flags that the test asks for are down where an iteration starts.</summary>
    private static IEnumerable<Variable> Raised(Expression test) => test switch
    {
        Binary { Operator: BinaryOperator.ConditionalAnd } both => Raised(both.Left).Concat(Raised(both.Right)),
        Unary { Operator: UnaryOperator.Not, Operand: Variable flag } => [flag],
        _ => [],
    };

    private string Head(Loop loop, Carry? counter)
    {
        if (counter is null)
        {
            return $"while ({Print(loop.Test)})";
        }

        string name = locals[counter.Inner];
        string type = declared.Add(locals.Representative(counter.Inner)) ? counter.Inner.Type.Text + " " : "";
        Binary step = IncrementOf(counter, loop, locals)!;
        string sign = ExpressionPrinter.Text(step.Operator);
        string increment = step.Right is Constant { Number: 1 } ? name + sign + sign : $"{name} {sign}= {Print(step.Right)}";
        return $"for ({type}{name} = {Print(counter.Initial)}; {Print(loop.Test)}; {increment})";
    }

    private void Write(Store store)
    {
        string place = Print(new Load(store.Value.Type, store.Array, store.Indices, null));
        Load own = new(store.Value.Type, store.Array, store.Indices, store.Before);
        (string sign, Expression value) = store switch
        {
            { Sign: 1 } => ("+=", store.Value),
            { Sign: -1 } => ("-=", store.Value),
            { Value: Binary { Overflow: Overflow.Inherited, Operator: <= BinaryOperator.Remainder } update } when update.Left.Equals(own) =>
                (ExpressionPrinter.Text(update.Operator) + "=", update.Right),
            _ => ("=", store.Value),
        };
        writer.Line($"{place} {sign} {Print(value)};", comment(store.Number));
    }

    private void Write(Allocate allocation)
    {
        bool isNew = declared.Add(locals.Representative(allocation.Target));
        string name = locals[allocation.Target], element = allocation.Target.Type.Element!.Text;
        string sizes = string.Join(", ", allocation.Sizes.Select(Print));
        switch (allocation.Place)
        {
            case not Place.Heap when !isNew && (allocation.Owner is null || !locals[allocation.Owner].Contains('.')):
                writer.Line($"{name} = new {element}[{sizes}];"); // read after the block that it is made in, so it is no memory of that block
                break;
            case Place.Stack:
                writer.Line($"{allocation.Target.Type} {name} = stackalloc {element}[{sizes}];");
                if (allocation.IsCleared)
                {
                    writer.Line($"global::Backprop.CompilerServices.Stack.Clear({name});");
                }

                break;
            case Place.Pool:
                string owner = locals[allocation.Owner!];
                declared.Add(locals.Representative(allocation.Owner!));
                writer.Line($"{(owner.Contains('.') ? "" : "using var ")}{owner} = new {allocation.Owner!.Type}({sizes}{(allocation.IsCleared ? "" : ", isCleared: false")});");
                writer.Line($"{(isNew ? "var " : "")}{name} = {owner}.Span;");
                break;
            default:
                writer.Line($"{(isNew ? "var " : "")}{name} = {Creation(allocation.Target.Type, sizes)};");
                break;
        }
    }

    /// <summary><c>new double[n][]</c>: the first size goes into the first brackets.</summary>
    private static string Creation(IRType type, string sizes)
    {
        if (type.IsShelf)
        {
            return $"new {type}()";
        }

        string brackets = "";
        IRType inner = type.Element!;
        for (; inner.IsArray; inner = inner.Element!)
        {
            brackets += "[" + new string(',', inner.Rank - 1) + "]";
        }

        return string.Format(CultureInfo.InvariantCulture, "new {0}[{1}]{2}", inner.Text, sizes, brackets);
    }
}
