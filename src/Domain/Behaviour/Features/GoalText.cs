using System.Globalization;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Numbers and lists as people say them.</summary>
internal static class GoalText
{
    /// <summary>Two digits that count, and under 100 a multiple of 5, under 10 of 1; towards zero.</summary>
    public static double RoundDown(double amount)
    {
        var unit = UnitOf(amount);
        return Math.Floor((amount / unit) + 1e-9) * unit;
    }

    /// <summary>As <see cref="RoundDown"/>, away from zero.</summary>
    public static double RoundUp(double amount)
    {
        var unit = UnitOf(amount);
        return Math.Ceiling((amount / unit) - 1e-9) * unit;
    }

    public static string Money(double amount) => (Math.Round(amount) + 0.0).ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 was", "3 were": the caller gives both words.</summary>
    public static string Count(double number, string one, string many) =>
        Math.Round(number) is var n && n == 1 ? $"1 {one}" : $"{n.ToString("0", CultureInfo.InvariantCulture)} {many}";

    /// <summary>Where income is missing, to ask for more is no help: what a bank can do comes first.</summary>
    public static string BankFirst(Situation present, string text) =>
        present.IsIncomeMissing ? $"Income is missing, so first ask the bank to move due dates or lower payments. {text}" : text;

    /// <summary>"a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}";

    private static double UnitOf(double amount) => Math.Abs(amount) < 10 ? 1 : Math.Abs(amount) < 100 ? 5 : Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(amount))) - 1);
}
