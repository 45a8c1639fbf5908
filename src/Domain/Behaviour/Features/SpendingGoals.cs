namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Goals for what is spent: the sums over 30 days as if less had gone out.</summary>
internal static class SpendingGoals
{
    /// <summary>A kind of spending that makes less of the excess than this is not named, and stays as it is.</summary>
    private const double LeastPart = 0.1;

    /// <summary>Half of what goes beyond the usual, or all of it.</summary>
    public static IEnumerable<LeverStep> LessDiscretionary(Situation now)
    {
        (string Name, double Excess)[] kinds = [("dining out", now.Dining30.Excess), ("shopping", now.Shopping30.Excess), ("travel", now.Travel30.Excess), ("subscriptions", now.Subscriptions30.Excess)];
        var whole = kinds.Sum(k => k.Excess);
        var isNamed = kinds.Select(k => k.Excess >= LeastPart * whole).ToArray();
        var beyond = kinds.Where((_, i) => isNamed[i]).Sum(k => k.Excess);
        var excess = Math.Min(now.Discretionary30.Excess, beyond);

        // Where less than usual goes on other kinds, all of them come down to the usual before those that are named do.
        var what = excess < beyond ? "what dining out, shopping, travel and subscriptions together go beyond the usual" : "what goes beyond the usual";
        var named = GoalText.List([.. kinds.Where((_, i) => isNamed[i]).Select(k => k.Name)]);
        foreach (var (share, effect) in new[] { (0.5, $"about half of {what}"), (1.0, $"about {what}") })
        {
            var less = GoalText.RoundDown(excess * share);
            yield return new(less / now.Day, $"Spend {GoalText.Money(less)} less in a month on {named}: {effect}.", s => Less(s, less));
        }

        Situation Less(Situation s, double less)
        {
            var total = kinds.Where((_, i) => isNamed[i]).Sum(k => k.Excess);
            double Part(int kind) => isNamed[kind] ? less * kinds[kind].Excess / total : 0;

            // The last week shares in it, as far as it goes beyond its own usual.
            var week = Math.Min(s.Discretionary7.Excess, s.Discretionary7.Now * less / s.Discretionary30.Now);
            return s.Unspent(less, week) with
            {
                Discretionary30 = s.Discretionary30.Less(less),
                Discretionary7 = s.Discretionary7.Less(week),
                Dining30 = s.Dining30.Less(Part(0)),
                Shopping30 = s.Shopping30.Less(Part(1)),
                Travel30 = s.Travel30.Less(Part(2)),
                Subscriptions30 = s.Subscriptions30.Less(Part(3)),
            };
        }
    }

    /// <summary>Half of what goes beyond the usual, or all of it.</summary>
    public static IEnumerable<LeverStep> LessCash(Situation now)
    {
        foreach (var (share, effect) in new[] { (0.5, "about half of what goes beyond the usual"), (1.0, "about what goes beyond the usual") })
        {
            var less = GoalText.RoundDown(now.Cash30.Excess * share);
            yield return new(less / now.Day, $"Draw {GoalText.Money(less)} less in cash in a month: {effect}.", s => Less(s, less, share));
        }

        static Situation Less(Situation s, double less, double share)
        {
            var week = Math.Min(Math.Max(s.Cash7 - (s.Cash30.Usual * 7 / 30), 0), s.Cash7 * less / s.Cash30.Now);
            var withdrawals = Fewer(s.Withdrawals7, share);
            return s.Unspent(less, week) with
            {
                Cash30 = s.Cash30.Less(less),
                Cash7 = s.Cash7 - week,
                Withdrawals7 = withdrawals,
                RoundWithdrawals7 = Fewer(s.RoundWithdrawals7, share) is var round && round.Now > withdrawals.Now ? round with { Now = withdrawals.Now } : round,
            };
        }

        // Whole withdrawals, and no fewer than usual.
        static Amount Fewer(Amount count, double share) => count with { Now = Math.Min(count.Now, Math.Ceiling(count.Now - (count.Excess * share) - 1e-9)) };
    }

    public static IEnumerable<LeverStep> NoGambling(Situation present, Situation now)
    {
        yield return new(
            now.Gambling30.Now / now.Day,
            $"Spend nothing on gambling for a month; it was {GoalText.Money(present.Gambling30.Now)} in the last 30 days. A bank can block such payments on request.",
            static s => s.Unspent(s.Gambling30.Now, s.Gambling7) with { Gambling30 = s.Gambling30 with { Now = 0 }, Gambling7 = 0 });
    }
}
