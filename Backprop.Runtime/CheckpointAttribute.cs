namespace Backprop;

/// <summary>
/// Trades time for memory in the loops of a method: instead of a record of each iteration, its gradient keeps what the loop
/// stands at now and then, and runs what lies between once more when it walks back.
/// </summary>
/// <remarks>
/// A loop of n iterations keeps about √(2n) states, and records up to √(2n) iterations at a time; each is run twice. The value
/// and the gradient are the same. It goes on a method, a helper or a local function, and speaks of the loops that stand in it;
/// of loops in each other, of the outermost. Where it has no effect, BP3002 says why.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckpointAttribute : Attribute;
