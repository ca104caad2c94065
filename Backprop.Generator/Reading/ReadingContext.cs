using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Backprop.Generator.Reading.Tensors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>What the readers of one method share: the statements so far, the flow, the problems, the helpers met.</summary>
internal sealed class ReadingContext
{
    private readonly Dictionary<Expression, Problem> _ifActive = new(ReferenceComparer.Instance);

    public ReadingContext(Compilation compilation, IMethodSymbol method, INamedTypeSymbol target, HelperReader helpers, CancellationToken cancel)
    {
        Compilation = compilation;
        Method = method;
        Target = target;
        Helpers = helpers;
        Cancel = cancel;
        Expressions = new(this);
        Statements = new(this);
        Patterns = new(this);
        Calls = new(this);
        Frozen = new(this);
        Branches = new(this);
        Assignments = new(this);
        Loops = new(this);
        Arrays = new(this);
        Slices = new(this);
        Allocations = new(this);
        Rows = new(this);
        Parts = new(this);
        Joints = new(this);
        Bulks = new(this);
        Marks = new(this);
        Tensors = new(this);
    }

    public Compilation Compilation { get; }

    /// <summary>The method being read.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>The type into which code is written: what it may name decides what a method may read.</summary>
    public INamedTypeSymbol Target { get; }

    public HelperReader Helpers { get; }

    public CancellationToken Cancel { get; }

    public ExpressionReader Expressions { get; }

    public StatementReader Statements { get; }

    public PatternReader Patterns { get; }

    public CallReader Calls { get; }

    public FrozenReader Frozen { get; }

    public BranchReader Branches { get; }

    public AssignmentReader Assignments { get; }

    public LoopReader Loops { get; }

    public ArrayReader Arrays { get; }

    public SliceReader Slices { get; }

    public AllocationReader Allocations { get; }

    public RowReader Rows { get; }

    public PartReader Parts { get; }

    public JointReader Joints { get; }

    public BulkReader Bulks { get; }

    public Marks Marks { get; }

    public TensorReader Tensors { get; }

    public FreshVariables Fresh { get; } = new(0);

    public List<Problem> Problems { get; } = [];

    public Flow Flow { get; set; } = new();

    /// <summary>The block being filled.</summary>
    public List<Statement> Block { get; set; } = [];

    /// <summary>How many loops stand around what is being read.</summary>
    public int LoopDepth { get; set; }

    /// <summary>What stands before the outermost loop around that, with all inside, leaves members as they are; null where there is none.</summary>
    public (Flow Flow, List<Statement> Block)? StillLoop { get; set; }

    /// <summary>Local functions, known from their declaration on, and before it.</summary>
    public Dictionary<IMethodSymbol, IOperation> LocalFunctions { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Local functions and small helpers whose body is being read, innermost last.</summary>
    public Stack<IMethodSymbol> Inlined { get; } = new();

    /// <summary>The method whose body is being read: the one that is differentiated, or one in the place of whose call it stands.</summary>
    public IMethodSymbol Reading => Inlined.Count > 0 ? Inlined.Peek() : Method;

    /// <summary>What is wrong with an expression if its arguments turn out to vary with a differentiated parameter.</summary>
    public IReadOnlyDictionary<Expression, Problem> IfActive => _ifActive;

    public T Unless<T>(T expression, Problem? problem)
        where T : Expression
    {
        if (problem is not null)
        {
            _ifActive[expression] = problem;
        }

        return expression;
    }

    public Variable Let(string name, Expression value)
    {
        Variable target = Fresh.New(value.Type, name);
        Block.Add(new Let(target, value));
        return target;
    }

    /// <summary>Whether C# may change what members hold, or arrays that others can reach.</summary>
    public bool MayChangeState(IOperation operation) => new Purity(Compilation, Cancel, mayFill: true).Leak(operation) is not null;

    /// <summary>After code that is not read: members and arrays that it may reach are read again.</summary>
    public void ForgetMembers()
    {
        Flow.ForgetMembers();
        Arrays.Forget();
    }

    /// <summary>An expression with other values in the place of variables; what is wrong with a part stays wrong with it.</summary>
    public Expression Substitute(Expression expression, IReadOnlyDictionary<Variable, Expression> values)
    {
        if (values.Count == 0 || !expression.Variables.Any(values.ContainsKey))
        {
            return expression;
        }

        if (expression is Variable variable)
        {
            return values[variable];
        }

        Expression changed = expression.With(expression.Operands.Map(o => Substitute(o, values)));
        if (_ifActive.TryGetValue(expression, out Problem problem))
        {
            _ifActive[changed] = problem;
        }

        return changed;
    }

    /// <summary>A value that is read more than once, computed once.</summary>
    public Expression Once(string name, Expression value) => value.IsLeaf ? value : Let(name, value);

    /// <summary>Names that patterns declare are in scope beyond the branch that gives them a value.</summary>
    public void DeclarePatterns(IOperation body)
    {
        foreach (ILocalSymbol local in body.Descendants().OfType<IDeclarationPatternOperation>().Select(p => p.DeclaredSymbol).OfType<ILocalSymbol>())
        {
            Flow[local] = new Undefined(Types.Of(local.Type));
        }
    }

    /// <summary>Reads parts that C# evaluates one after the other: what one may throw stays before what the next ones do.</summary>
    public Expression[] InOrder<T>(IReadOnlyList<T> parts, Func<T, Expression> read)
    {
        Expression[] values = new Expression[parts.Count];
        for (int i = 0; i < values.Length; i++)
        {
            int before = Block.Count;
            values[i] = read(parts[i]);
            if (Block.Count == before)
            {
                continue;
            }

            List<Statement> later = Block.GetRange(before, Block.Count - before);
            Block.RemoveRange(before, later.Count);
            for (int j = 0; j < i; j++)
            {
                if (values[j].MayThrow)
                {
                    values[j] = values[j].Type.IsArray ? Arrays.Name("t", values[j]) : Let("t", values[j]);
                }
            }

            Block.AddRange(later);
        }

        return values;
    }

    /// <summary>Reports a problem; the value that stands in lets reading go on, so that all problems are told at once.</summary>
    public Expression Refuse(IOperation at, Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments)
    {
        Problems.Add(Problem.At(at.Syntax.GetLocation(), descriptor, arguments));
        return Constant.Default(at.Type is null ? IRType.Double : Types.Of(at.Type));
    }
}
