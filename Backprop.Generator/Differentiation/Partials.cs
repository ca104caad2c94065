using Backprop.Generator.IR;
using Backprop.Generator.Optimization;

namespace Backprop.Generator.Differentiation;

/// <summary>What rows of a Jacobian need more than once: sums that cotangents are multiplied by, inverses of what they are divided by, and what has no cotangent in it.</summary>
/// <param name="primals">Names what the forward code computes.</param>
/// <param name="insertions">Takes what is computed where a branch is taken.</param>
/// <param name="fresh">Makes variables.</param>
internal sealed class Partials(PrimalNames primals, Insertions insertions, FreshVariables fresh)
{
    private readonly Dictionary<(BlockPath, Expression), int> _asked = [];
    private readonly Dictionary<(BlockPath, Expression), Expression> _names = [];
    private HashSet<(BlockPath, Expression)> _shared = [];

    /// <summary>Whether the code at hand is only tried, so that what it asks for does not count.</summary>
    public bool IsTrial { get; set; }

    /// <summary>What the rows' own lines define.</summary>
    public HashSet<Variable> Own { get; } = [];

    /// <summary>What is computed once all of the forward code has run.</summary>
    public List<Statement> AtEnd { get; } = [];

    /// <summary>Shares what has been asked for more than once in a walk before.</summary>
    public void ShareAsIn(Partials before) => _shared = [.. before._asked.Where(a => a.Value > 1).Select(a => a.Key)];

    /// <summary>The contributions to one cotangent, with names for their shared parts.</summary>
    public List<Product> Name(List<Product> sum, Expression cotangent, BlockPath path)
    {
        Factor own = new(cotangent, false);
        if (sum.Count > 1 && sum.TrueForAll(p => p.Factors.Count(own.Equals) == 1 && !p.Factors.Any(f => f.Value is Conditional)))
        {
            Product by = Product.Atom(cotangent);
            List<Product> terms = Simplification.FactorOut(sum.ConvertAll(p => p.Over(by)));
            if (Named(Simplification.Sum(terms, by.Type), path) is { } partial)
            {
                return [Product.Atom(partial).Times(by)];
            }
        }

        return sum;
    }

    /// <summary>A derivative by what is shared: inverses, and all of it where no part of it is the row's own.</summary>
    public Expression Shared(Expression derivative, BlockPath path)
    {
        Expression shared = Multiplied(derivative, path);
        return shared.IsLeaf || shared is Primal or Load or Unary ? shared : Named(shared, path) ?? shared;
    }

    /// <summary>A derivative that multiplies by a shared inverse where it divided.</summary>
    private Expression Multiplied(Expression derivative, BlockPath path)
    {
        if (derivative.IsLeaf || derivative is Primal or Group or Load)
        {
            return derivative;
        }

        Expression whole = derivative.With(derivative.Operands.Map(o => Multiplied(o, path)));
        return whole is Binary { Operator: BinaryOperator.Divide, Type.IsReal: true, Right: not Constant } quotient && Inverse(quotient.Right, path) is { } inverse
            ? quotient.Left is Constant { Number: 1 } ? inverse : quotient.Left * inverse
            : whole;
    }

    private Expression? Inverse(Expression divisor, BlockPath path)
    {
        Expression inverse = 1.0 / divisor;
        return primals.IsComputed(inverse, path) ? new Primal(inverse) : Named(inverse, path);
    }

    /// <summary>The name of what is asked for more than once; null for anything else.</summary>
    private Expression? Named(Expression partial, BlockPath path)
    {
        if (partial.Variables.Any(v => v.CotangentOf is not null || Own.Contains(v)))
        {
            return null;
        }

        (BlockPath, Expression) key = (path, partial);
        _asked[key] = (_asked.TryGetValue(key, out int times) ? times : 0) + (IsTrial ? 0 : 1);
        if (!_shared.Contains(key))
        {
            return null;
        }

        if (!_names.TryGetValue(key, out Expression name))
        {
            Variable variable = fresh.Temporary(partial.Type, Describe.Name(partial));
            (path == BlockPath.Root ? AtEnd : insertions.AtEnd(path)).Add(new Let(variable, primals.Read(partial, path)));
            _names.Add(key, name = variable);
        }

        return name;
    }
}
