using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>What is known at a point of the method: the value of each local, and whether the method has returned.</summary>
internal sealed class Flow
{
    private readonly Dictionary<object, Expression> _values;

    public Flow()
        : this(new(KeyComparer.Instance))
    {
    }

    private Flow(Dictionary<object, Expression> values) => _values = values;

    /// <summary>True where the method has returned, false where it has not, else the variable that tells.</summary>
    public Expression Returned { get; set; } = Constant.False;

    /// <summary>The same for a <c>break</c> out of the switch or loop being read.</summary>
    public Expression Broken { get; set; } = Constant.False;

    /// <summary>The same for a <c>continue</c> of the loop being read.</summary>
    public Expression Continued { get; set; } = Constant.False;

    /// <summary>What was returned, on the paths that have.</summary>
    public Expression? ReturnValue { get; set; }

    /// <summary>What a returned value is called.</summary>
    public string ReturnName { get; set; } = "value";

    /// <summary>An exception was thrown: nothing after it runs.</summary>
    public bool IsDead { get; set; }

    /// <summary>Nothing after this point of the block runs.</summary>
    public bool IsOver => IsDead || Returned == Constant.True || Broken == Constant.True || Continued == Constant.True;

    /// <summary>Whether the rest runs, where only running tells; null where it is known.</summary>
    public Expression? Skip
    {
        get
        {
            List<Expression> open = [.. new[] { Returned, Broken, Continued }.Where(f => f is not Constant)];
            return open.Count == 0 ? null : open.Aggregate((a, b) => Binary.Of(BinaryOperator.ConditionalOr, a, b));
        }
    }

    /// <summary>All that has a value: symbols; of an array, what stands for its memory has its state.</summary>
    public IEnumerable<object> Keys => _values.Keys;

    /// <param name="key">A symbol; or an expression that stands for an array's memory.</param>
    public Expression? this[object key]
    {
        get => _values.TryGetValue(key, out Expression value) ? value : null;
        set
        {
            if (value is null)
            {
                _values.Remove(key);
            }
            else
            {
                _values[key] = value;
            }
        }
    }

    /// <summary>What the values of a key are called.</summary>
    public static string NameOf(object key) => key switch
    {
        ISymbol symbol => symbol.Name,
        Variable variable => variable.Name,
        Symbol symbol => symbol.Name,
        _ => key.ToString(),
    };

    /// <summary>Where <paramref name="skip"/> holds, which is known by testing it.</summary>
    public void Leave(Expression skip)
    {
        Returned = skip == Returned ? Constant.True : Returned;
        Broken = skip == Broken ? Constant.True : Broken;
        Continued = skip == Continued ? Constant.True : Continued;
    }

    /// <summary>Where it does not hold: the method goes on.</summary>
    public void Stay() => (Returned, Broken, Continued) = (Constant.False, Constant.False, Constant.False);

    /// <summary>A field, a property, or a parameter of a primary constructor, which is as changeable as a field.</summary>
    public static bool IsMember(object key) => key is IFieldSymbol or IPropertySymbol or IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } };

    /// <summary>After a call of code that is not read, members may hold something else.</summary>
    public void ForgetMembers()
    {
        foreach (object member in _values.Keys.Where(IsMember).ToList())
        {
            _values.Remove(member);
        }
    }

    public Flow Copy() => new(new(_values, KeyComparer.Instance))
    {
        Returned = Returned,
        Broken = Broken,
        Continued = Continued,
        ReturnValue = ReturnValue,
        ReturnName = ReturnName,
        IsDead = IsDead,
    };

    /// <summary>Symbols as Roslyn compares them, anything else as it compares itself.</summary>
    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static readonly KeyComparer Instance = new();

        public new bool Equals(object x, object y) => x is ISymbol a ? y is ISymbol b && SymbolEqualityComparer.Default.Equals(a, b) : x.Equals(y);

        public int GetHashCode(object key) => key is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : key.GetHashCode();
    }
}
