using Backprop.Generator.IR;

namespace Backprop.Generator.Writing;

/// <summary>IR statements as C# statements.</summary>
internal sealed partial class StatementWriter(SourceWriter writer, Locals locals, HashSet<Variable> declared, Func<int, string> comment)
{
    private readonly ExpressionPrinter _printer = new(qualified: true, v => locals[v]);

    /// <summary>Locals that hold a constant at this point: assigning it again would say nothing.</summary>
    private Dictionary<Variable, Expression> _constants = [];

    public string Print(Expression expression) => _printer.Print(expression);

    public void Write(IEnumerable<Statement> block)
    {
        foreach (Statement statement in block)
        {
            if (statement is Turn)
            {
                Turn(block);
                return;
            }

            Write(statement);
        }
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Let { Target.StateOf: not null }:
                break;
            case Let let:
                Assign(let.Target, let.Value, let.Number);
                break;
            case If branch:
                Write(branch, "");
                break;
            case Loop loop:
                Write(loop);
                break;
            case Store store:
                Write(store);
                break;
            case Allocate allocation:
                Write(allocation);
                break;
            case Open open:
                declared.Add(locals.Representative(open.Target));
                writer.Line($"using var {locals[open.Target]} = new {open.Target.Type}();");
                break;
            case Throw @throw:
                writer.Line($"throw {Print(@throw.Exception)};");
                break;
            case Bulk bulk:
                string type = bulk.Value is { } value && declared.Add(locals.Representative(value)) ? "var " : "";
                writer.Line($"{type}{_printer.Print(bulk)};", comment(bulk.Number));
                break;
            case Run run:
                writer.Line(Print(run.Effect) + ";", comment(run.Number));
                break;
            case ForwardCall call:
                Write(call);
                break;
            case BackwardCall call:
                Write(call);
                break;
            case GradientCall call:
                Write(call);
                break;
            default:
                throw Traversal.Unknown(statement);
        }
    }

    /// <summary>Declares, assigns or adds to a local: the shortest that says it.</summary>
    public void Assign(Variable target, Expression value, int number = 0)
    {
        if (locals.AreShared(value is View { Bounds.Count: 0 } whole ? whole.Array : value, target))
        {
            return;
        }

        string name = locals[target];
        bool isDeclared = !declared.Add(locals.Representative(target));
        if (isDeclared && (value is Undefined || (_constants.TryGetValue(locals.Representative(target), out Expression held) && held.Equals(value))))
        {
            return;
        }

        Hold(target, value);
        if (isDeclared)
        {
            bool isUpdate = value is Binary { Overflow: Overflow.Inherited, Operator: <= BinaryOperator.Remainder } update
                && locals.AreShared(update.Left, target);
            writer.Line(
                isUpdate ? $"{name} {ExpressionPrinter.Text(((Binary)value).Operator)}= {Print(((Binary)value).Right)};" : $"{name} = {Print(value)};",
                comment(number));
            return;
        }

        writer.Line($"{(TellsItsType(value, target.Type) ? "var" : target.Type.Text)} {name} = {Print(value)};", comment(number));
    }

    /// <summary>The user's own text may take its type from what it is assigned to: <c>[1, 2]</c>, <c>new()</c>.</summary>
    private static bool TellsItsType(Expression value, IRType type) => value switch
    {
        Constant { Text: "default" or "null" } => false,
        Undefined => type.IsReal || type == IRType.Boolean,
        Frozen frozen => TellsItsType(frozen.Value, type),
        Opaque => type.Text.Contains("<anonymous"), // an anonymous type has no name to write
        _ => true,
    };

    private void Hold(Variable target, Expression value)
    {
        if (value is Constant)
        {
            _constants[locals.Representative(target)] = value;
        }
        else
        {
            _constants.Remove(locals.Representative(target));
        }
    }

    /// <param name="lead"><c>else </c> where the branch is all that another branch's else holds.</param>
    private void Write(If branch, string lead)
    {
        if (lead.Length == 0 && IsChoice(branch))
        {
            Merge only = branch.Merges[0];
            Expression choice = (only.Then, only.Else) == (Constant.True, Constant.False) ? branch.Test : new Conditional(branch.Test, only.Then, only.Else);
            Assign(only.Target, choice, only.ThenNumber);
            return;
        }

        List<(Merge Merge, bool InThen, bool InElse)> merges = [.. branch.Merges.Where(m => m.Target.StateOf is null).Select(m => Declare(m, branch))];
        HashSet<Variable> outer = [.. declared];
        Dictionary<Variable, Expression> before = _constants, after = _constants;
        bool hasThen = branch.Then.Any(IsWritten) || merges.Exists(m => m.InThen), hasElse = branch.Else.Any(IsWritten) || merges.Exists(m => m.InElse);
        Expression test = hasThen ? branch.Test : new Unary(UnaryOperator.Not, branch.Test);
        if (hasThen || hasElse)
        {
            _constants = new(before);
            using (writer.Block($"{lead}if ({Print(test)})"))
            {
                WriteArm(hasThen ? branch.Then : branch.Else, merges, hasThen);
            }

            after = Both(after, _constants);
        }

        else if (branch.Test.Walk().Any(n => Traversal.HasEffect(n) && n is not Load { State: null }))
        {
            writer.Line(lead == "" ? $"_ = {Print(branch.Test)};" : $"{lead}{{ _ = {Print(branch.Test)}; }}"); // of the method itself, it may throw
        }

        declared.IntersectWith(outer);
        if (hasThen && hasElse)
        {
            _constants = new(before);
            if (branch.Else.Count == 1 && branch.Else[0] is If chained && !merges.Exists(m => m.InElse) && IsReady(chained))
            {
                Write(chained, "else ");
                _constants = Both(after, _constants);
                declared.IntersectWith(outer);
                return;
            }

            using (writer.Block("else"))
            {
                WriteArm(branch.Else, merges, false);
            }

            after = Both(after, _constants);
            declared.IntersectWith(outer);
        }

        _constants = after;
    }

    /// <summary>Whether a branch only picks one value, so that it is written as <c>c ? a : b</c>.</summary>
    private bool IsChoice(If branch) =>
        branch.Then.Count + branch.Else.Count == 0 && branch.Merges.Count == 1 && NeedsLine(branch.Merges[0], true) && NeedsLine(branch.Merges[0], false);

    private static Dictionary<Variable, Expression> Both(Dictionary<Variable, Expression> a, Dictionary<Variable, Expression> b) =>
        a.Where(p => b.TryGetValue(p.Key, out Expression other) && other.Equals(p.Value)).ToDictionary(p => p.Key, p => p.Value);

    private void WriteArm(EquatableArray<Statement> block, List<(Merge Merge, bool InThen, bool InElse)> merges, bool taken)
    {
        Write(block);
        foreach ((Merge merge, bool inThen, bool inElse) in merges)
        {
            if (taken ? inThen : inElse)
            {
                Assign(merge.Target, taken ? merge.Then : merge.Else, taken ? merge.ThenNumber : merge.ElseNumber);
            }
        }
    }

    /// <summary>Whether a branch starts with its <c>if</c>, so that it can follow an <c>else</c>.</summary>
    private bool IsReady(If branch) =>
        branch.Merges.All(m => declared.Contains(locals.Representative(m.Target))) && branch.Then.Count + branch.Merges.Count(m => NeedsLine(m, true)) > 0;

    private bool NeedsLine(Merge merge, bool taken) =>
        (taken ? merge.Then : merge.Else) is not Undefined and var value && !locals.AreShared(value, merge.Target);

    /// <summary>Declares a merged local before its branch: with the value of the side that computes nothing, if there is one.</summary>
    private (Merge Merge, bool InThen, bool InElse) Declare(Merge merge, If branch)
    {
        (bool inThen, bool inElse) = (NeedsLine(merge, true), NeedsLine(merge, false));
        if (_constants.TryGetValue(locals.Representative(merge.Target), out Expression held))
        {
            inThen &= branch.Then.Count > 0 || !held.Equals(merge.Then);
            inElse &= branch.Else.Count > 0 || !held.Equals(merge.Else);
        }

        if (declared.Contains(locals.Representative(merge.Target)))
        {
            return (merge, inThen, inElse);
        }

        bool endsElse = branch.Else.Any(s => s is Throw), endsThen = branch.Then.Any(s => s is Throw);
        if (!endsElse && merge.Else is Constant or Undefined)
        {
            Assign(merge.Target, merge.Else);
            return (merge, inThen, false);
        }

        if (!endsThen && merge.Then is Constant or Undefined)
        {
            Assign(merge.Target, merge.Then);
            return (merge, false, inElse);
        }

        if (MayStayUnassigned(merge.Target, branch))
        {
            Assign(merge.Target, new Undefined(merge.Target.Type));
        }
        else
        {
            declared.Add(locals.Representative(merge.Target));
            writer.Line($"{merge.Target.Type.Text} {locals[merge.Target]};");
        }

        return (merge, inThen && !endsThen, inElse && !endsElse);
    }

    /// <summary>Whether a way through the branch, on which nobody reads the variable, leaves it without a value; C# would not let it be read after.</summary>
    private bool MayStayUnassigned(Variable target, If branch) => Traversal.All([branch]).Any(inner => inner switch
    {
        If choice => choice.Merges.Any(m => locals.AreShared(m.Target, target)
            && ((m.Then is Undefined && !choice.Then.Any(s => s is Throw)) || (m.Else is Undefined && !choice.Else.Any(s => s is Throw)))),
        Loop loop => loop.Carried.Any(c => c.Initial is Undefined && locals.AreShared(c.Inner, target)), // it may not run
        _ => false,
    });

    private void Write(ForwardCall call)
    {
        string arguments = string.Concat(call.Arguments.Select(a => Print(a) + ", "));
        string saved = declared.Add(locals.Representative(call.Saved)) ? "out var " : "out ";
        string value = declared.Add(locals.Representative(call.Value)) ? "var " : "";
        writer.Line($"{value}{locals[call.Value]} = {call.Pair.Prefix}{call.Pair.Name}Forward({arguments}{saved}{locals[call.Saved]});", comment(call.Number));
    }

    private void Write(GradientCall call)
    {
        if (call.Pair.Custom is { } custom)
        {
            Write(call, custom);
            return;
        }

        if (call.Pair.HasOwnCode)
        {
            writer.Line($"{Tuple([call.Value, .. call.Partials])} = {call.Pair.Prefix}{call.Pair.Name}Gradient({string.Join(", ", call.Arguments.Select(Print))});", comment(call.Number));
            return;
        }

        IEnumerable<string> partials = call.Partials.Select(p => (declared.Add(locals.Representative(p)) ? "out var " : "out ") + locals[p]);
        string arguments = string.Join(", ", call.Arguments.Select(Print).Concat(partials));
        string value = declared.Add(locals.Representative(call.Value)) ? "var " : "";
        writer.Line($"{value}{locals[call.Value]} = {call.Pair.Name}Gradient({arguments});", comment(call.Number));
    }

    /// <summary>The value is the method's own; its partials are asked for where anything reads them.</summary>
    private void Write(GradientCall call, Custom custom)
    {
        string arguments = string.Join(", ", call.Arguments.Select(Print));
        string value = declared.Add(locals.Representative(call.Value)) ? "var " : "";
        writer.Line($"{value}{locals[call.Value]} = {custom.Method}({arguments});", comment(call.Number));
        if (call.Partials.Any(locals.IsRead))
        {
            writer.Line($"{Tuple([null, .. call.Partials.Select(p => locals.IsRead(p) ? p : null)])} = {custom.Derivative}({arguments});", comment(call.Number));
        }
    }

    /// <summary>Locals that a tuple is taken apart into, declared where they are not yet; what is null is left out.</summary>
    private string Tuple(IReadOnlyList<Variable?> targets)
    {
        List<bool> isNew = [.. targets.Select(t => t is null || declared.Add(locals.Representative(t)))];
        List<string> names = [.. targets.Select(t => t is null ? "_" : locals[t])];
        return isNew.TrueForAll(n => n)
            ? $"var ({string.Join(", ", names)})"
            : $"({string.Join(", ", names.Select((n, i) => (isNew[i] ? "var " : "") + n))})";
    }

    private void Write(BackwardCall call)
    {
        foreach (Accumulation added in call.Cotangents)
        {
            Assign(added.Result, added.Before);
        }

        string cotangents = string.Concat(call.Cotangents.Select(c => ", ref " + locals[c.Result]));
        writer.Line($"{call.Pair.Prefix}{call.Pair.Name}Backward(ref {locals[call.Saved]}, {Print(call.Upstream)}{cotangents});", comment(call.Number));
    }
}
