using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>
/// C# statements to IR statements with one exit: what follows a branch that returns goes into the other branch; where
/// only running tells, what follows is skipped by a flag.
/// </summary>
internal sealed class StatementReader(ReadingContext context)
{
    /// <summary>Reads statements in order, until one leaves the region.</summary>
    public void Read(IEnumerable<IOperation> statements)
    {
        LinkedList<IOperation> pending = new(statements);
        while (pending.First is { } first && !context.Flow.IsOver)
        {
            context.Cancel.ThrowIfCancellationRequested();
            if (context.Flow.Skip is { } skip)
            {
                context.Branches.Read(skip, () => context.Flow.Leave(skip), () =>
                {
                    context.Flow.Stay();
                    Read(pending);
                });
                return;
            }

            pending.RemoveFirst();
            if (Read(first.Value, pending))
            {
                return;
            }
        }
    }

    /// <summary>Reads one statement; true when it took <paramref name="rest"/> with it.</summary>
    private bool Read(IOperation statement, LinkedList<IOperation> rest)
    {
        switch (statement)
        {
            case IBlockOperation block:
                Declare(block.Operations);
                foreach (IOperation inner in block.Operations.Reverse())
                {
                    rest.AddFirst(inner);
                }

                return false;
            case IConditionalOperation branch:
                return ReadBranch(branch, rest);
            case ISwitchOperation choice:
                return ReadSwitch(choice, rest);
            case IReturnOperation { ReturnedValue: var value }:
                ReadReturn(value);
                return false;
            case IBranchOperation { BranchKind: BranchKind.Break } when !context.Flow.IsOver:
                context.Flow.Broken = Constant.True;
                return false;
            case IBranchOperation { BranchKind: BranchKind.Continue }:
                context.Flow.Continued = Constant.True;
                return false;
            case IForLoopOperation loop:
                context.Loops.Read(loop);
                return false;
            case IWhileLoopOperation loop:
                context.Loops.Read(loop);
                return false;
            case IForEachLoopOperation loop when LoopReader.IsOverArray(loop):
                context.Loops.Read(loop);
                return false;
            case IThrowOperation { Exception: { } exception }:
                ReadThrow(exception);
                return false;
            case IExpressionStatementOperation { Operation: IThrowOperation { Exception: { } exception } }:
                ReadThrow(exception);
                return false;
            case IExpressionStatementOperation expression:
                context.Expressions.ReadEffect(expression.Operation);
                return false;
            case IVariableDeclarationGroupOperation group:
                ReadDeclarations(group);
                return false;
            case ILocalFunctionOperation or IEmptyOperation:
                return false;
            default:
                Refuse(statement);
                return false;
        }
    }

    private void ReadReturn(IOperation? value)
    {
        // Reading may branch, and a branch leaves another flow behind: only then is the flow asked for.
        Expression? read = value is null ? null : context.Expressions.Read(value, context.Flow.ReturnName);
        context.Flow.ReturnValue = read;
        context.Flow.Returned = Constant.True;
    }

    /// <summary>Local functions may be called before the line that declares them.</summary>
    public void Declare(IEnumerable<IOperation> statements)
    {
        foreach (ILocalFunctionOperation function in statements.OfType<ILocalFunctionOperation>())
        {
            context.LocalFunctions[function.Symbol] = function;
        }
    }

    private void ReadDeclarations(IVariableDeclarationGroupOperation group)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(d => d.Declarators))
        {
            ILocalSymbol local = declarator.Symbol;
            IVariableInitializerOperation? initializer = declarator.GetVariableInitializer();
            if (local.IsConst)
            {
                continue; // its uses are constants themselves
            }

            if (local.IsRef || group.Syntax.ToString().StartsWith("using", StringComparison.Ordinal))
            {
                Refuse(group);
                return;
            }

            Expression value = initializer is null
                ? new Undefined(Types.Of(local.Type))
                : context.Expressions.Assign(local.Name, initializer.Value);
            value = local.Type.IsTensor() ? context.Tensors.Changing.Declare(local, value, group.Parent!) : value; // a copy leaves another flow behind
            context.Flow[local] = value;
            context.Joints.Settle(local);
        }
    }

    public void ReadThrow(IOperation exception) => Throw(context.Calls.ReadText(exception));

    public void Throw(Expression exception)
    {
        context.Block.Add(new Throw(exception));
        context.Flow.IsDead = true;
    }

    private bool ReadBranch(IConditionalOperation branch, LinkedList<IOperation> rest)
    {
        IReadOnlyList<IOperation> then = [branch.WhenTrue], otherwise = branch.WhenFalse is { } other ? [other] : [];
        Expression test = context.Expressions.Read(branch.Condition);
        return ReadArms(test, then, otherwise, rest);
    }

    /// <summary>Reads both arms; the rest goes with the arm that goes on, where the other leaves.</summary>
    private bool ReadArms(Expression test, IReadOnlyList<IOperation> then, IReadOnlyList<IOperation> otherwise, LinkedList<IOperation> rest)
    {
        // Behind a guard that throws, the rest needs no branch of its own.
        bool thenLeaves = Leaving.ByReturning(then), elseLeaves = Leaving.ByReturning(otherwise);
        context.Branches.Read(
            test,
            () => Read(elseLeaves && !thenLeaves ? then.Concat(rest) : then),
            () => Read(thenLeaves && !elseLeaves ? otherwise.Concat(rest) : otherwise));
        return thenLeaves || elseLeaves;
    }

    /// <summary>A switch is a chain of branches; its breaks lead behind it.</summary>
    private bool ReadSwitch(ISwitchOperation choice, LinkedList<IOperation> rest)
    {
        Expression value = context.Once("switched", context.Expressions.Read(choice.Value));
        foreach (ILocalSymbol local in choice.Locals)
        {
            context.Flow[local] = new Undefined(Types.Of(local.Type)); // declared in one section, in scope in all
        }

        List<ISwitchCaseOperation> cases = [.. choice.Cases.Where(c => c.Clauses.Any(IsTest))];
        ISwitchCaseOperation? @default = choice.Cases.FirstOrDefault(c => c.Clauses.Any(l => !IsTest(l)));
        if (choice.Cases.Any(s => Leaving.BreaksInside(s.Body)))
        {
            ReadSections(value, cases, @default, []);
            context.Flow.Broken = Constant.False;
            return false;
        }

        ReadSections(value, cases, @default, rest);
        return true;
    }

    private static bool IsTest(ICaseClauseOperation clause) => clause is not IDefaultCaseClauseOperation;

    private void ReadSections(Expression value, List<ISwitchCaseOperation> cases, ISwitchCaseOperation? @default, IEnumerable<IOperation> rest)
    {
        if (cases.Count == 0)
        {
            Read([.. @default is null ? [] : Body(@default), .. rest]);
            return;
        }

        List<IOperation> body = Body(cases[0]);
        bool leaves = Leaving.ByReturning(body);
        context.Branches.Read(
            context.Patterns.AnyOf(value, cases[0].Clauses.Where(IsTest)),
            () => Read(body),
            () => ReadSections(value, cases.GetRange(1, cases.Count - 1), @default, leaves ? rest : []));
        if (!leaves)
        {
            Read(rest); // several sections lead here, so it stands behind them
        }
    }

    private List<IOperation> Body(ISwitchCaseOperation section)
    {
        Declare(section.Body);
        return [.. section.Body.TakeWhile(s => s is not IBranchOperation { BranchKind: BranchKind.Break })];
    }

    private void Refuse(IOperation statement)
    {
        (string what, string instead) = Refusals.Statement(statement);
        SyntaxNode node = statement.Syntax;
        context.Problems.Add(Problem.At(node.GetFirstToken().GetLocation(), Descriptors.UnsupportedStatement, what, instead));
    }
}
