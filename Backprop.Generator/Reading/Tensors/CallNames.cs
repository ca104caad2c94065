using Backprop.Generator.IR;

namespace Backprop.Generator.Reading.Tensors;

/// <summary>The names that a helper gives to dimensions of its parameters: at each call they stand for what comes.</summary>
internal sealed class CallNames
{
    private readonly Dictionary<string, Variable> _variables = [];
    private readonly Dictionary<Variable, Expression> _lengths = [];

    public Variable Of(string name, FreshVariables fresh)
    {
        if (!_variables.TryGetValue(name, out Variable variable))
        {
            _variables.Add(name, variable = fresh.New(IRType.Int32, name));
        }

        return variable;
    }

    /// <summary>A shape in the caller's names: the first dimension that is a name alone says what it stands for.</summary>
    public Shape Bind(Shape said, Shape given)
    {
        foreach ((Expression dimension, Expression length) in said.Dimensions.Zip(given.Dimensions, (d, l) => (d, l)))
        {
            if (dimension is Variable name && _variables.ContainsValue(name) && !_lengths.ContainsKey(name))
            {
                _lengths.Add(name, length);
            }
        }

        return new(said.Dimensions.Map(d => Extents.Simplified(d.Substitute(_lengths))));
    }
}
