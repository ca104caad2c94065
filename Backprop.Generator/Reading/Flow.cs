using Backprop.Generator.IR;
using Microsoft.CodeAnalysis;

namespace Backprop.Generator.Reading;

/// <summary>What is known at a point of the method: the value of each local, and whether the method has returned.</summary>
internal sealed class Flow
{
    private readonly Dictionary<ISymbol, Expression> _values;

    public Flow()
        : this(new(SymbolEqualityComparer.Default))
    {
    }

    private Flow(Dictionary<ISymbol, Expression> values) => _values = values;

    /// <summary>True where the method has returned, false where it has not, else the variable that tells.</summary>
    public Expression Returned { get; set; } = Constant.False;

    /// <summary>The same for a <c>break</c> out of the switch being read.</summary>
    public Expression Broken { get; set; } = Constant.False;

    /// <summary>What was returned, on the paths that have.</summary>
    public Expression? ReturnValue { get; set; }

    /// <summary>What a returned value is called.</summary>
    public string ReturnName { get; set; } = "value";

    /// <summary>An exception was thrown: nothing after it runs.</summary>
    public bool IsDead { get; set; }

    /// <summary>Nothing after this point of the block runs.</summary>
    public bool IsOver => IsDead || Returned == Constant.True || Broken == Constant.True;

    /// <summary>Whether the rest runs, where only running tells; null where it is known.</summary>
    public Expression? Skip => (Returned is Constant, Broken is Constant) switch
    {
        (true, true) => null,
        (false, true) => Returned,
        (true, false) => Broken,
        _ => Binary.Of(BinaryOperator.ConditionalOr, Returned, Broken),
    };

    public IEnumerable<ISymbol> Symbols => _values.Keys;

    public Expression? this[ISymbol symbol]
    {
        get => _values.TryGetValue(symbol, out Expression value) ? value : null;
        set
        {
            if (value is null)
            {
                _values.Remove(symbol);
            }
            else
            {
                _values[symbol] = value;
            }
        }
    }

    /// <summary>Where <paramref name="skip"/> holds, which is known by testing it.</summary>
    public void Leave(Expression skip)
    {
        Returned = skip == Returned ? Constant.True : Returned;
        Broken = skip == Broken ? Constant.True : Broken;
    }

    /// <summary>Where it does not hold: the method goes on.</summary>
    public void Stay() => (Returned, Broken) = (Constant.False, Constant.False);

    /// <summary>After a call of code that is not read, members may hold something else.</summary>
    public void ForgetMembers()
    {
        foreach (ISymbol member in _values.Keys.Where(s => s is IFieldSymbol or IPropertySymbol).ToList())
        {
            _values.Remove(member);
        }
    }

    public Flow Copy() => new(new(_values, SymbolEqualityComparer.Default))
    {
        Returned = Returned,
        Broken = Broken,
        ReturnValue = ReturnValue,
        ReturnName = ReturnName,
        IsDead = IsDead,
    };
}
