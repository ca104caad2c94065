using Backprop.Generator.IR;

namespace Backprop.Generator.Optimization;

/// <summary>Names the products that several contributions of one statement share, so that each is computed once.</summary>
/// <remarks>
/// Greedy: the pair of factors that most products hold is named first; then again, over what is left. What all terms of a
/// sum share comes out of it last: taken out first, it would hide what a term shares with other sums.
/// </remarks>
internal static class Factoring
{
    /// <param name="sums">The contributions, a list of products for each cotangent; replaced in place.</param>
    /// <returns>What the products are called from then on, each before those that use it.</returns>
    public static IReadOnlyList<Let> NameShared(List<List<Product>> sums, FreshVariables fresh)
    {
        List<(Variable Name, Product Value)> shared = [];
        while (MostShared(sums) is var (first, second))
        {
            // Two divisors are multiplied and divided by together.
            bool below = first.IsDivisor && second.IsDivisor;
            IRType type = first.Value.Type;
            Product value = new(type, 1, 1, below ? [new(first.Value, false), new(second.Value, false)] : first.IsDivisor ? [second, first] : [first, second]);
            Variable name = fresh.Temporary(type, "t");
            shared.Add((name, value));
            foreach (List<Product> sum in sums)
            {
                for (int i = 0; i < sum.Count; i++)
                {
                    if (Holds(sum[i], first, second))
                    {
                        sum[i] = sum[i].Replace(first, second, new(name, below));
                    }
                }
            }
        }

        for (int i = 0; i < sums.Count; i++)
        {
            sums[i] = Simplification.FactorOut(sums[i]);
        }

        List<(Variable Name, Product Value)> kept = Unfold(shared, sums);
        TakeSigns(kept, sums);
        return [.. kept.Select(s => new Let(s.Name, Simplification.Expand(s.Value)))];
    }

    /// <summary>A sign that all users of a shared product have is the shared product's own: negated once.</summary>
    private static void TakeSigns(List<(Variable Name, Product Value)> shared, List<List<Product>> sums)
    {
        for (int i = shared.Count - 1; i >= 0; i--)
        {
            Variable name = shared[i].Name;
            List<Product> users = [.. sums.SelectMany(s => s).Concat(shared.Select(s => s.Value)).Where(p => p.Factors.Any(f => f.Value.Variables.Contains(name)))];
            if (!users.TrueForAll(p => p.IsNegative && p.Factors.Count(f => f.Value.Variables.Contains(name)) == 1 && p.Factors.Any(f => f.Value == name)))
            {
                continue;
            }

            shared[i] = (name, shared[i].Value.Negated());
            for (int j = 0; j < shared.Count; j++)
            {
                shared[j] = users.Contains(shared[j].Value) ? (shared[j].Name, shared[j].Value.Negated()) : shared[j];
            }

            foreach (List<Product> sum in sums)
            {
                for (int k = 0; k < sum.Count; k++)
                {
                    sum[k] = users.Contains(sum[k]) ? sum[k].Negated() : sum[k];
                }
            }
        }
    }

    /// <summary>A part that only one product uses is written out there.</summary>
    private static List<(Variable Name, Product Value)> Unfold(List<(Variable Name, Product Value)> shared, List<List<Product>> sums)
    {
        for (int i = 0; i < shared.Count; i++)
        {
            (Variable name, Product value) = shared[i];
            Factor above = new(name, false);
            int uses = sums.SelectMany(s => s).Concat(shared.Select(s => s.Value)).Sum(p => p.Factors.Sum(f => f.Value.Walk().Count(name.Equals)));
            int user = shared.FindIndex(s => s.Value.Factors.Contains(above));
            List<Product>? sum = sums.Find(s => s.Exists(p => p.Factors.Contains(above)));
            if (uses != 1 || (user < 0 && sum is null))
            {
                continue;
            }

            if (user >= 0)
            {
                shared[user] = (shared[user].Name, shared[user].Value.Without(above, value));
            }
            else
            {
                int term = sum!.FindIndex(p => p.Factors.Contains(above));
                sum[term] = sum[term].Without(above, value);
            }

            shared.RemoveAt(i--);
        }

        return shared;
    }

    private static (Factor First, Factor Second)? MostShared(List<List<Product>> sums)
    {
        List<Product> products = [.. sums.SelectMany(s => s).Where(p => p.Factors.Count > 1)];
        if (products.Count == 0 || (products.Count == 1 && products[0].Factors.Distinct().Count() == products[0].Factors.Count))
        {
            return null;
        }

        Dictionary<(Factor, Factor), int> counts = [];
        List<(Factor, Factor)> order = [];
        foreach ((Factor First, Factor Second) met in products.SelectMany(p => Pairs(p).Distinct()))
        {
            (Factor, Factor) pair = counts.ContainsKey((met.Second, met.First)) ? (met.Second, met.First) : met;
            if (!counts.TryGetValue(pair, out int count))
            {
                order.Add(pair);
            }

            counts[pair] = count + 1;
        }

        // Of equally shared pairs the first met, whatever the hash order.
        int most = order.Select(p => counts[p]).DefaultIfEmpty(0).Max();
        return most > 1 ? order.Find(p => counts[p] == most) : null;
    }

    private static IEnumerable<(Factor, Factor)> Pairs(Product product)
    {
        // What takes the other factors into its arms has no product of its own: they may be infinite where it is 0. Not so those of
        // an inverse that is 0 where there is none, which are parts of what it divides by.
        List<Factor> factors = [.. product.Factors.Where(f => !Simplification.TakesFactorsIn(f.Value) || IsInverse(f.Value))];
        for (int i = 0; i < factors.Count; i++)
        {
            for (int j = i + 1; j < factors.Count; j++)
            {
                if (factors[i].Value.Type == factors[j].Value.Type)
                {
                    yield return (factors[i], factors[j]);
                }
            }
        }
    }

    /// <summary><c>y == 0 ? 0 : 1 / y</c>.</summary>
    private static bool IsInverse(Expression value) => value is Conditional
    {
        Test: Binary { Operator: BinaryOperator.Equal, Right: Constant { Number: 0 } } isZero,
        Then: Constant { Number: 0 },
        Else: Binary { Operator: BinaryOperator.Divide, Left: Constant { Number: 1 } } inverse,
    } && inverse.Right.Equals(isZero.Left);

    private static bool Holds(Product product, Factor first, Factor second) =>
        first == second ? product.Factors.Count(f => f == first) > 1 : product.Factors.Contains(first) && product.Factors.Contains(second);
}
