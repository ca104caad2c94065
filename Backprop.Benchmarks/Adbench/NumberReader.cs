using System.Globalization;

namespace Backprop.Benchmarks.Adbench;

/// <summary>Takes the numbers of a text one after another; blanks, line ends and the given characters separate them.</summary>
internal sealed class NumberReader(string text, params char[] separators)
{
    private readonly string[] _words = text.Split([.. separators, ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private int _next;

    /// <summary>Whether all numbers have been taken.</summary>
    public bool AtEnd => _next == _words.Length;

    public string Word() => _words[_next++];

    public int Int() => int.Parse(Word(), CultureInfo.InvariantCulture);

    public double Double() => double.Parse(Word(), CultureInfo.InvariantCulture);

    public double[] Doubles(int count)
    {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = Double();

        return numbers;
    }
}
