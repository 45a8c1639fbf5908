namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Goals for what is left on the account: every balance of 30 days as if it had not fallen below a floor.</summary>
internal static class BufferGoals
{
    private static readonly (int Days, string Text)[] Floors = [(1, "a day"), (2, "2 days"), (3, "3 days"), (5, "5 days"), (7, "a week"), (10, "10 days"), (14, "2 weeks")];

    /// <summary>One per floor. Its amount is what is missing to it now, or was at the lowest of the last week.</summary>
    public static IEnumerable<LeverStep> Kept(Situation now)
    {
        // Of the weeks before the last one, only the days are known on which next to nothing was left.
        var low = Math.Min(Math.Min(now.Balance.Now, now.Lowest7.Now), now.NearZeroDays30 > 0 ? 0 : double.PositiveInfinity);
        var present = (now.Balance.Now < 0, now.OverdrawnDays30 > now.NearZeroDays30 / 2, now.NearZeroDays30 > 0) switch
        {
            (true, _, _) => $"it is overdrawn by {GoalText.Money(-now.Balance.Now)} now",
            (_, true, _) => $"it was overdrawn on {now.OverdrawnDays30:0} of the last 30 days",
            (_, _, true) => $"on {now.NearZeroDays30:0} of the last 30 days less than a day's was left",
            _ => $"{GoalText.Money(now.Balance.Now)} is there now",
        };
        foreach (var (days, text) in Floors)
        {
            var floor = GoalText.RoundUp(days * now.Day);
            yield return new((floor - low) / now.Day, $"Keep at least {GoalText.Money(floor)} on the account for a month, {text} of usual spending; {present}.", s => Kept(s, floor));
        }
    }

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
