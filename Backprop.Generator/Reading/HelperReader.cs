using Backprop.Generator.Diagnostics;
using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Backprop.Generator.Reading;

/// <summary>Methods that a differentiable method calls: read once each, however often and from wherever they are called.</summary>
/// <param name="compilation">Where their source is found.</param>
/// <param name="cancel">Stops the reading.</param>
/// <param name="outer">The reader that came upon a method with halves in its own type, for which this one reads.</param>
internal sealed class HelperReader(Compilation compilation, CancellationToken cancel, HelperReader? outer = null)
{
    /// <summary>A body up to this many operations is put in the place of its call.</summary>
    private const int SmallSize = 24;

    private readonly Dictionary<IMethodSymbol, (Pair?, EquatableArray<Problem>)> _read = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _reading = outer?._reading ?? new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, HelperReader> _elsewhere = outer?._elsewhere ?? new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, bool> _inPlace = outer?._inPlace ?? new(SymbolEqualityComparer.Default);
    private readonly List<Helper> _helpers = [];

    /// <summary>The methods that are called by their derivatives, each after those it calls.</summary>
    public IReadOnlyList<Helper> Helpers => _helpers;

    /// <summary>The [Checkpoint] attributes of those, none of which has a loop.</summary>
    public List<Spot> Marks { get; } = [];

    /// <summary>Marks the differentiable method itself, so that a call back to it is seen.</summary>
    public void Enter(IMethodSymbol method) => _reading.Add(Implementation(method));

    /// <summary>Why a method cannot be differentiated where it is called; null if it can.</summary>
    public (DiagnosticDescriptor Descriptor, string[] Arguments)? Obstacle(IMethodSymbol method, IOperation? instance, INamedTypeSymbol target)
    {
        string shown = Shown(method);
        if (!HasSource(method, compilation))
        {
            bool hasArrays = method.ReturnType.IsArray() || method.Parameters.Any(p => p.Type.IsArray());
            return !IsDifferentiable(method) || !method.IsStatic ? (Descriptors.NoRule, [shown])
                : hasArrays ? (Descriptors.UnreadableHelper, [shown, "it has arrays and its source is in another project, so that what it does to them is not known", "add its source to this project"])
                : null;
        }

        (string Reason, string Instead)? why = method switch
        {
            { IsGenericMethod: true } => ("it is generic", "write it for double or float"),
            { IsAsync: true } => ("it is asynchronous", "compute what it returns before"),
            { IsVirtual: true } or { IsAbstract: true } or { IsOverride: true, IsSealed: false } when !IsSealed(method) =>
                ("which method runs is known only at run time", "seal it or its type"),
            { IsExtern: true } => ("its source is not C#", "give it a body"),
            _ when method.Parameters.Any(p => p.RefKind is not (RefKind.None or RefKind.In)) => ("it passes a parameter by reference", "return the value"),
            _ when method.Parameters.FirstOrDefault(p => Parameters.Refusal(p.Type) is not null) is { } odd =>
                ($"its parameter '{odd.Name}' is {Parameters.Refusal(odd.Type)!.Value.What}", Parameters.Refusal(odd.Type)!.Value.Instead),
            _ when instance is not (null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }) =>
                ("it is called on another object", "make it static, or a method of this type"),
            _ when !method.IsStatic && !SymbolEqualityComparer.Default.Equals(method.ContainingType, target) =>
                ("it is a method of another type's object", "make it static"),
            _ when IsOfGivenType(method) && !HasOwnCode(method, target) =>
                ($"it belongs to the generic type '{method.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "move it to a type that is not generic"),
            _ => null,
        };
        if (why is null && (IsCopied(method, target, compilation, cancel) || IsReadInPlace(method)) && Beyond(target, method) is { } hidden)
        {
            if (IsVisible(method.ContainingType))
            {
                return (Descriptors.HelperOutOfReach, [shown, hidden, target.Name]);
            }

            why = ($"it uses '{hidden}', which is not accessible from '{target.Name}'", $"make '{hidden}' internal");
        }

        return why is { } found ? (Descriptors.UnreadableHelper, [shown, found.Reason, found.Instead]) : null;
    }

    /// <summary>Whether a call returns a number that may depend on a number handed to it.</summary>
    public static bool MayVary(IMethodSymbol method) =>
        (method.ReturnType.CarriesReals() && method.Parameters.Any(p => p.Type.CarriesReals())) || method.Parameters.Any(p => p.Type.IsArray());

    /// <summary>
    /// Whether a method is read in the place of each of its calls: one that has arrays, whose memory is its caller's, or loops,
    /// itself or in what it calls.
    /// </summary>
    public bool IsReadInPlace(IMethodSymbol method)
    {
        IMethodSymbol own = Implementation(method);
        if (!_inPlace.TryGetValue(own, out bool isInPlace))
        {
            _inPlace[own] = false; // while it is looked at, and where it calls itself
            _inPlace[own] = isInPlace = HasSource(method, compilation) && !IsCalledAsItIs(method, compilation, cancel)
                && (method.Parameters.Any(p => p.Type.IsArray()) || method.ReturnType.IsArray() || (MayVary(method) && Body(method)?.Descendants().Any(HasMemory) == true));
        }

        return isInPlace;
    }

    private bool HasMemory(IOperation operation) => operation switch
    {
        ILoopOperation or IArrayCreationOperation or ICollectionExpressionOperation => true,
        IInvocationOperation call when BulkReader.Reads(call.TargetMethod) => true,
        IInvocationOperation { TargetMethod.MethodKind: not MethodKind.LocalFunction } call => HasSource(call.TargetMethod, compilation) && IsReadInPlace(call.TargetMethod),
        { Syntax: var syntax } => AllocationReader.IsOnStack(syntax),
    };

    /// <summary>Whether a method's derivative is written into the type of its caller, and so is what the method uses.</summary>
    public static bool IsCopied(IMethodSymbol method, INamedTypeSymbol target, Compilation compilation, CancellationToken cancel) =>
        MayVary(method) && HasSource(method, compilation) && !HasOwnCode(method, target) && !IsCalledAsItIs(method, compilation, cancel);

    /// <summary>Whether a method's body is not read: it is marked to be a constant, or has a custom derivative.</summary>
    private static bool IsCalledAsItIs(IMethodSymbol method, Compilation compilation, CancellationToken cancel) =>
        Parameters.IsNonDifferentiable(method) || CustomDerivatives.Of(compilation, cancel).Find(method) is not null;

    /// <summary>The part of a method that has its body, as declared; its parameters are symbols of their own.</summary>
    public static IMethodSymbol Implementation(IMethodSymbol method) => method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;

    /// <summary>The body of a method that only returns a short expression, of what the target can name; null for any other.</summary>
    public IBlockOperation? SmallBody(IMethodSymbol method, INamedTypeSymbol target)
    {
        IBlockOperation? body = !HasSource(method, compilation) || IsOfGivenType(method) ? null : Body(method);
        return body is { Operations.Length: 1 } && body.Operations[0] is IReturnOperation { ReturnedValue: { } } only && only.Descendants().Count() <= SmallSize
            && !only.Descendants().Any(o => o is IThrowOperation || (o is IInvocationOperation call && HasSource(call.TargetMethod, compilation)))
            && !only.Descendants().OfType<IParameterReferenceOperation>().Any(p => p.Parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            && Beyond(target, method) is null
            ? body
            : null;
    }

    /// <summary>The generated halves of a method; null where it cannot be differentiated, and why.</summary>
    public (Pair? Pair, EquatableArray<Problem> Problems) Read(IMethodSymbol method, INamedTypeSymbol target, IInvocationOperation call)
    {
        if (_read.TryGetValue(method, out var known))
        {
            return known;
        }

        if (!_reading.Add(Implementation(method)))
        {
            // Told at this call only; whatever leads here, this method among them, ends with this problem.
            return (null, EquatableArray.Of(Problem.At(call.Syntax.GetLocation(), Descriptors.Recursion, method.Name)));
        }

        (Pair? Pair, EquatableArray<Problem> Problems) result = ReadNew(method, target, call);
        _reading.Remove(Implementation(method));
        _read[method] = result;
        return result;
    }

    /// <summary>A method's custom derivative; null where it has none.</summary>
    public CustomDerivative? CustomOf(IMethodSymbol method) => CustomDerivatives.Of(compilation, cancel).Find(method);

    /// <summary>What is called where a method with a custom derivative is.</summary>
    public static Pair PairOf(CustomDerivative custom) => new("", custom.Method.Name, "", custom.Method.Parameters.Select(Parameters.IsDifferentiable).ToEquatableArray(), true)
    {
        Custom = new(Names.Full(custom.Method), Names.Full(custom.Derivative)),
    };

    /// <summary>The body as operations; null where a method has none.</summary>
    public IBlockOperation? Body(IMethodSymbol method)
    {
        SyntaxNode declaration = Implementation(method).DeclaringSyntaxReferences[0].GetSyntax(cancel);
        IOperation? operation = SemanticModels.Of(compilation, declaration.SyntaxTree, cancel).GetOperation(declaration, cancel);
        return operation is IMethodBodyBaseOperation body ? body.BlockBody ?? body.ExpressionBody : null;
    }

    private (Pair?, EquatableArray<Problem>) ReadNew(IMethodSymbol method, INamedTypeSymbol target, IInvocationOperation call)
    {
        bool hasOwnCode = HasOwnCode(method, target);
        Pair pair = PairOf(method, target, hasOwnCode);
        if (!HasSource(method, compilation))
        {
            return (pair, EquatableArray<Problem>.Empty);
        }

        (Function? function, EquatableArray<Problem> problems) = hasOwnCode ? ReadOwn(method) : ReadBody(method, target, this);
        if (function is null || problems.Any(p => p.IsError))
        {
            return (null, problems);
        }

        _helpers.Add(new(pair, function, MethodReader.BindingOf(method)));
        return (pair, EquatableArray<Problem>.Empty);
    }

    private Pair PairOf(IMethodSymbol method, INamedTypeSymbol target, bool hasOwnCode)
    {
        bool isHere = SymbolEqualityComparer.Default.Equals(method.ContainingType, target);
        string owner = hasOwnCode && !isHere ? method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "";
        string name = hasOwnCode ? method.Name : Names.Helper(method, target, compilation);
        return new(owner, name, Names.Saved(method, name), method.Parameters.Select(Parameters.IsDifferentiable).ToEquatableArray(), hasOwnCode);
    }

    /// <summary>A method as its own type reads it, to know its problems: what it calls has its halves there, and none here.</summary>
    private (Function?, EquatableArray<Problem>) ReadOwn(IMethodSymbol method)
    {
        IMethodSymbol own = Implementation(method);
        MethodDeclarationSyntax declaration = (MethodDeclarationSyntax)own.DeclaringSyntaxReferences[0].GetSyntax(cancel);
        EquatableArray<Problem> misused = UsageCheck.Run(own, declaration, compilation).ToEquatableArray();
        if (misused.Count > 0)
        {
            return (null, misused);
        }

        if (!_elsewhere.TryGetValue(own.ContainingType, out HelperReader reader))
        {
            _elsewhere.Add(own.ContainingType, reader = new(compilation, cancel, this));
        }

        return ReadBody(own, own.ContainingType, reader);
    }

    private (Function?, EquatableArray<Problem>) ReadBody(IMethodSymbol method, INamedTypeSymbol target, HelperReader helpers)
    {
        if (Body(method) is not { } body)
        {
            return (null, EquatableArray.Of(Problem.At(method.Locations[0], Descriptors.UnsupportedMethod, method.Name, "a method without a body", "give it one")));
        }

        (Function function, EquatableArray<Problem> problems, Places places) = BodyReader.Read(compilation, Implementation(method), body, target, helpers, cancel);
        Marks.AddRange(helpers == this ? places.Marks : []);
        return (function, problems);
    }

    private string? Beyond(INamedTypeSymbol target, IMethodSymbol method) => Reach.FirstBeyond(target, Implementation(method), compilation, cancel);

    /// <summary>In this project: an editor knows the source of other projects too, but a compilation reads its own.</summary>
    public static bool HasSource(IMethodSymbol method, Compilation compilation) =>
        method.DeclaringSyntaxReferences.Length > 0 && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether the method's own halves serve: the struct between them must be visible where a field of the caller's struct is.</summary>
    private static bool HasOwnCode(IMethodSymbol method, INamedTypeSymbol target) =>
        IsDifferentiable(method)
        && (SymbolEqualityComparer.Default.Equals(method.ContainingType, target) || IsVisible(method.ContainingType));

    private static bool IsVisible(INamedTypeSymbol type) => TypeReader.WithContaining(type).All(t => t.DeclaredAccessibility
        is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal);

    /// <summary>Whether the method's type is generic with types given: its body speaks of type parameters that mean nothing to the caller.</summary>
    private static bool IsOfGivenType(IMethodSymbol method) => !SymbolEqualityComparer.Default.Equals(method, method.OriginalDefinition);
    private static string Shown(IMethodSymbol method) => method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static bool IsDifferentiable(IMethodSymbol method) =>
        method.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == MethodReader.AttributeName);

    private static bool IsSealed(IMethodSymbol method) => method.ContainingType.IsSealed || method.ContainingType.IsValueType;
}
