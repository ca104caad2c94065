namespace Backprop.Sample.Examples;

/// <summary>Shopping: what the price of a bag of fruit depends on, and how much.</summary>
public static partial class Shopping
{
    [Differentiable]
    public static double Apples(double apple, double appleNum, double tax)
    {
        var applePrice = apple * appleNum;
        return applePrice * tax;
    }

    [Differentiable]
    public static double Fruit(
        double apple, double appleNum,
        double orange, double orangeNum,
        double tax)
    {
        var applePrice = apple * appleNum;
        var orangePrice = orange * orangeNum;
        var sum = applePrice + orangePrice;
        return sum * tax;
    }

    internal static void ShowApples(Page page)
    {
        page.Say("Two apples at 100 each, and tax. How much dearer does the bag get when one of these numbers is a little larger?");
        page.Method(Apples);
        page.Run(ApplesGradient, 100, 2, 1.1);
        page.Check(GradientCheck.Of(Apples, ApplesGradient, 100, 2, 1.1));
        page.Say("An apple dearer by 1 makes the bag dearer by 2.2; one more apple, by 110.");
    }

    internal static void ShowFruit(Page page)
    {
        page.Say(
            "Two apples at 100 each, three oranges at 150 each, and tax. How much "
            + "dearer does the bag get when one of these numbers is a little larger?");
        page.Method(Fruit);
        page.Run(FruitGradient, 100, 2, 150, 3, 1.1);
        page.Check(GradientCheck.Of(Fruit, FruitGradient, 100, 2, 150, 3, 1.1));
        page.Say("An apple dearer by 1 makes the bag dearer by 2.2; one more orange, by 165.");
    }
}
