using System.Reflection;
using Backprop.Generator.Rules;

namespace Backprop.Tests.Rules;

/// <summary>The rule tables against .NET itself: nothing it has is missing, nothing it lacks is listed.</summary>
public sealed class RuleCoverageTests
{
    private static readonly Type[] Owners = [typeof(Math), typeof(MathF), typeof(double), typeof(float)];
    private static readonly string[] Operators = ["+", "-", "*", "/", "%"];

    private static IEnumerable<MethodInfo> Members =>
        Owners.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly));

    public static TheoryData<string, int> FunctionsOfReals =>
        [.. Members.Where(TakesReal).Where(m => WhyNoFunction(m) is null).Select(m => (m.Name, m.GetParameters().Length)).Distinct()];

    public static TheoryData<string, int> Rows => [.. RuleTable.All.Except(ActivationRules.Table).Select(r => (r.Name, r.Arity))];

    [Theory, MemberData(nameof(FunctionsOfReals))]
    public void Every_function_of_a_real_has_a_row(string name, int arity) => Assert.NotNull(RuleTable.Find(name, arity));

    [Theory, MemberData(nameof(Rows))]
    public void Every_row_is_a_function_of_a_real(string name, int arity) =>
        Assert.True(Operators.Contains(name) || Members.Any(m => m.Name == name && m.GetParameters().Length == arity && TakesReal(m)));

    [Theory, MemberData(nameof(Rows))]
    public void Every_row_has_a_sample_or_says_why_it_is_refused(string name, int arity) => Assert.True(
        RuleTable.Find(name, arity)!.Refusal is { Length: > 0 }
        || RuleSamples.All.Any(s => s.Rule == name && s.Expression(Generator.IR.IRType.Double).Operands.Count == arity));

    [Fact] // Their derivatives are checked where tensors are: Shapes/NetworkTests.
    public void Every_activation_is_a_function_of_the_runtime() => Assert.All(ActivationRules.Table, rule => Assert.Contains(
        typeof(CompilerServices.Lanes).GetMethods(), m => m.Name == rule.Name && m.GetParameters().Length == rule.Arity && m.ReturnType.IsGenericMethodParameter));

    [Fact] // One row serves all overloads of a name: they must agree on which of them give reals.
    public void Overloads_of_a_name_and_arity_agree_on_their_result() => Assert.All(
        Members.Where(TakesReal).Where(m => WhyNoFunction(m) is null).GroupBy(m => (m.Name, m.GetParameters().Length)),
        overloads => Assert.Single(overloads.Select(m => IsReal(m.ReturnType)).Distinct()));

    // The only door out of the tables.
    private static string? WhyNoFunction(MethodInfo method) =>
        method.ReturnType == typeof(bool) ? "a predicate, comparison or parser: its result picks a branch" : null;

    private static bool TakesReal(MethodInfo method) =>
        method.GetParameters().Any(p => IsReal(p.ParameterType) || IsReal(p.ParameterType.GetElementType()) || p.ParameterType.IsGenericMethodParameter);

    private static bool IsReal(Type? type) => type == typeof(double) || type == typeof(float);
}
