namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Goals for what is left on the account: every balance of 30 days as if it had not fallen below a floor.</summary>
internal static class BufferGoals
{
    private const int Week = 7;

    private static readonly (int Days, string Text)[] Floors = [(1, "a day"), (2, "2 days"), (3, "3 days"), (5, "5 days"), (7, "a week"), (10, "10 days"), (14, "2 weeks")];

    /// <summary>One per floor. Its amount is what is missing to it now, or was at the lowest of the month.</summary>
    public static IEnumerable<LeverStep> Kept(Situation present, Situation changed)
    {
        var low = Math.Min(Math.Min(changed.Balance.Now, changed.Lowest7.Now), BeforeLastWeek(present));
        var isOverdrawn = Math.Round(-present.Balance.Now) >= 1;
        var state = (isOverdrawn, present.OverdrawnDays30 > present.NearZeroDays30 / 2, present.NearZeroDays30 > 0) switch
        {
            (true, _, _) => $"it is overdrawn by {GoalText.Money(-present.Balance.Now)} now",
            (_, true, _) => $"it was overdrawn on {present.OverdrawnDays30:0} of the last 30 days",
            (_, _, true) => $"on {present.NearZeroDays30:0} of the last 30 days less than a day's usual spending was left",
            _ => $"{GoalText.Money(present.Balance.Now)} is there now",
        };
        foreach (var (days, text) in Floors)
        {
            var floor = GoalText.RoundUp(days * changed.Day);
            var (money, kept) = (GoalText.Money(floor), $"on the account for a month, {text} of usual spending; {state}");

            // Who has less than nothing cannot keep something without help.
            var goal = isOverdrawn
                ? $"Ask the bank for a later due date, a plan or an advance on pay, so that at least {money} stays {kept}."
                : $"Keep at least {money} {kept}. A bank can help with a later due date, a plan or an advance on pay.";
            yield return new((floor - low) / changed.Day, GoalText.BankFirst(present, goal), s => Kept(s, floor));
        }
    }

    /// <summary>
    /// The lowest of days 8 to 30. Of them only is known on how many little or less than nothing was left, beyond those that the
    /// last week may hold; how deep it fell is not, so it is taken to be as deep as ever.
    /// </summary>
    private static double BeforeLastWeek(Situation present) =>
        present.OverdrawnDays30 > (present.Lowest7.Now < 0 ? Week : 0) ? present.LowestEver
        : present.NearZeroDays30 > (present.Lowest7.Now < present.Day ? Week : 0) ? 0
        : double.PositiveInfinity;

    // A floor is at least one day's usual outflow, so no day is near zero.
    private static Situation Kept(Situation s, double floor) => s with
    {
        Balance = s.Balance with { Now = Math.Max(s.Balance.Now, floor) },
        Lowest7 = s.Lowest7 with { Now = Math.Max(s.Lowest7.Now, floor) },
        HighestClosing30 = Math.Max(s.HighestClosing30, floor),
        OverdrawnDays30 = 0,
        NearZeroDays30 = 0,
    };
}
