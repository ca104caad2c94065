using Backprop.Sample;
using Backprop.Sample.Shown;

try
{
    return Commands.Run(args, Terminal.Open());
}
catch (ShownTextException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
