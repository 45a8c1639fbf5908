using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Behaviour;

/// <summary>
/// The view computed from all raw events at once, straight from the definitions in docs/features.md: slow, and with
/// nothing in common with the rolling state but the classification into measures.
/// </summary>
internal static class NaiveBehaviour
{
    public static void Fill(scoped ref BehaviourView view, IReadOnlyList<Transaction> events, int asOfDay)
    {
        var first = events.Min(Day);
        var latest = events.Max(Day);
        var asOf = Math.Max(asOfDay, latest);
        var days = asOf - 30 - first + 1;
        var weightOfAllDays = Enumerable.Range(0, Math.Max(days, 0)).Sum(k => Math.Pow(2, -k / 90.0));
        view.AsOfDay = asOf;
        view.LatestDay = latest;
        for (var m = 0; m < Measures.Count; m++)
        {
            var moved = events.SelectMany(e => Additions(e).Where(a => a.Measure == (Measure)m).Select(a => (Day: Day(e), Sum: a.Sum / 10_000.0))).ToList();
            view.Sum7[m] = moved.Where(x => x.Day > asOf - 7).Sum(x => x.Sum);
            view.Count7[m] = moved.Count(x => x.Day > asOf - 7);
            view.Sum30[m] = moved.Where(x => x.Day > asOf - 30).Sum(x => x.Sum);
            view.Count30[m] = moved.Count(x => x.Day > asOf - 30);
            var old = moved.Where(x => x.Day <= asOf - 30).ToList();
            view.UsualSum[m] = days < 30 ? double.NaN : 30 * old.Sum(x => x.Sum * Weight(asOf, x.Day)) / weightOfAllDays;
            view.UsualCount[m] = days < 30 ? double.NaN : 30 * old.Sum(x => Weight(asOf, x.Day)) / weightOfAllDays;
        }

        var all = events.Where(e => e.Status == TransactionStatus.Completed || e.Direction == Direction.Debit).Select(Day).ToList();
        view.UsualTransactions = days < 30 ? double.NaN : 30 * all.Where(d => d <= asOf - 30).Sum(d => Weight(asOf, d)) / weightOfAllDays;
        view.Settle();
        view.Income = Rhythm(events);
        for (var i = 0; i < BehaviourView.BillKinds; i++)
        {
            var kind = Measures.Obligations[i];
            var paid = events.Where(e => e.Status == TransactionStatus.Completed && Measures.MainOf(e.Direction, e.Category) == kind).Select(Day).Distinct().Order().TakeLast(5).ToList();
            var gaps = paid.Zip(paid.Skip(1), (a, b) => (double)(b - a)).ToList();
            view.Bills[i] = new BillRhythm(paid.LastOrDefault(), gaps.Count < 4 ? double.NaN : gaps.Max());
        }

        var failed = events.Where(e => e.Direction == Direction.Debit && (e.Status is TransactionStatus.Failed or TransactionStatus.Returned)).ToList();
        view.DaysSinceFailed = failed.Select(e => asOf - Day(e)).Append(30).Min();
        FillBalances(ref view, events, first, asOf, days);
        view.BillsAhead = Ahead(events, asOf);
        var dated = events.Where(e => e.Status == TransactionStatus.Completed && IsBill(e) && e.DueDate is not null).ToList();
        var late = dated.Where(e => Day(e) > e.DueDate!.Value.DayNumber).ToList();
        view.Payments = new PaymentRecord((ushort)dated.Count, (ushort)late.Count, (ushort)late.Count(e => e.Channel != Channel.DirectDebit));
        var savings = events.Where(e => e.Status == TransactionStatus.Completed && e.Category == Category.Savings).GroupBy(Day).OrderBy(g => g.Key).ToList();
        long Moved(IEnumerable<Transaction> those, Direction direction) => those.Where(e => e.Direction == direction).Sum(e => e.Amount.TenThousandths);
        view.KnownSavings = savings.Aggregate(0L, (known, d) => Math.Max(known - Moved(d, Direction.Credit), 0) + Moved(d, Direction.Debit)) / 10_000.0;
        view.SavingsDrawnDay = savings.Where(d => d.Any(e => e.Direction == Direction.Credit)).Select(d => d.Key).LastOrDefault();
        view.LowestBalanceEver = events.Where(e => e.BalanceAfter is not null).Select(e => (float)e.BalanceAfter!.Value.ToDouble()).DefaultIfEmpty(float.PositiveInfinity).Min();
        view.MerchantShift = MerchantShift(events, asOf, days);
    }

    private static bool IsBill(Transaction t) => t.Direction == Direction.Debit && Measures.Obligations.Contains(Measures.MainOf(t.Direction, t.Category));

    private static DateOnly DueOf(Transaction t) => t.DueDate ?? DateOnly.FromDayNumber(Day(t));

    private static BillsAhead Ahead(IReadOnlyList<Transaction> events, int asOf)
    {
        var ahead = Enumerable.Range(asOf + 11, 16).Select(DateOnly.FromDayNumber).ToList();
        var bills = events.Where(e => IsBill(e) && e.Status != TransactionStatus.Declined && Day(e) - DueOf(e).DayNumber is >= -30 and <= 90)
            .GroupBy(e => (Kind: Measures.Obligations.IndexOf(Measures.MainOf(e.Direction, e.Category)), Day: Math.Min(DueOf(e).Day, 28)))
            .Select(g => (g.Key, Due: g.Max(DueOf), Last: g.Where(e => DueOf(e) == g.Max(DueOf)).ToList()))
            .OrderByDescending(b => b.Due).ThenByDescending(b => b.Key).Take(8)
            .Where(b => b.Due < ahead[0] && asOf - b.Due.DayNumber <= (b.Last.Exists(e => e.DueDate is not null) ? 100 : 40))
            .Where(b => ahead.Exists(d => d.Day == Math.Min(b.Due.Day, DateTime.DaysInMonth(d.Year, d.Month))))
            .Select(b => (IsDebited: b.Last.Exists(e => e.Channel == Channel.DirectDebit), Amount: b.Last.Max(e => (float)e.Amount.ToDouble()))).ToList();
        return new BillsAhead(
            bills.Count(b => !b.IsDebited), bills.Count(b => b.IsDebited), bills.Sum(b => (double)b.Amount), bills.Select(b => (double)b.Amount).DefaultIfEmpty(0).Max());
    }

    private static int Day(Transaction t) => DateOnly.FromDateTime(t.Timestamp.DateTime).DayNumber;

    private static double Weight(int asOf, int day) => Math.Pow(2, -(asOf - 30 - day) / 90.0);

    private static List<(Measure Measure, long Sum)> Additions(Transaction t)
    {
        var additions = new (Measure, long)[Measures.MostPerTransaction];
        return [.. additions.Take(Measures.Of(t, Day(t), additions))];
    }

    private static IncomeRhythm Rhythm(IReadOnlyList<Transaction> events)
    {
        var paydays = events.Where(e => e.Status == TransactionStatus.Completed && e.Direction == Direction.Credit && e.Category.IsIncome())
            .GroupBy(e => (Day: Day(e), e.Category))
            .Select(g => (g.Key.Day, g.Key.Category, Amount: g.Sum(e => e.Amount.TenThousandths)))
            .OrderBy(p => p.Day).ThenBy(p => p.Category).TakeLast(8).ToList();
        if (paydays.Count == 0)
            return IncomeRhythm.Unknown;
        var main = paydays.GroupBy(p => p.Category).OrderByDescending(g => g.Sum(p => p.Amount)).ThenBy(g => g.Key).First().ToList();
        var gaps = main.Zip(main.Skip(1), (a, b) => (double)(b.Day - a.Day)).ToList();
        var amounts = main.Select(p => p.Amount / 10_000.0).ToList();
        return new IncomeRhythm(
            main[^1].Day,
            amounts[^1],
            main.Count < 3 ? double.NaN : Median(amounts.SkipLast(1)),
            main.Count < 3 ? double.NaN : Median(gaps),
            gaps.Count == 0 ? double.NaN : gaps[^1]);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static void FillBalances(scoped ref BehaviourView view, IReadOnlyList<Transaction> events, int first, int asOf, int days)
    {
        var byDay = events.Where(e => e.BalanceAfter is not null).GroupBy(Day).ToDictionary(g => g.Key, g => g.ToList());
        var history = new List<(int Day, double Closing, double Lowest)>();
        var closing = double.NaN;
        for (var d = first; d <= asOf; d++)
        {
            var lowest = closing;
            if (byDay.TryGetValue(d, out var those))
            {
                lowest = those.Min(e => (float)e.BalanceAfter!.Value.ToDouble());
                closing = (float)those.OrderBy(e => e.Timestamp).ThenByDescending(e => e.BalanceAfter!.Value.TenThousandths).Last().BalanceAfter!.Value.ToDouble();
            }

            if (!double.IsNaN(closing))
                history.Add((d, closing, lowest));
        }

        double MeanOr(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
        var within30 = history.Where(h => h.Day > asOf - 30).ToList();
        var within7 = within30.Where(h => h.Day > asOf - 7).ToList();
        var old = history.Where(h => h.Day <= asOf - 30).ToList();
        var oneDay = view.UsualOutflow / 30;
        view.Balance = closing;
        view.LowestBalance7 = within7.Select(h => h.Lowest).DefaultIfEmpty(double.NaN).Min();
        view.HighestClosing30 = within30.Select(h => h.Closing).DefaultIfEmpty(double.NaN).Max();
        view.MeanClosing7 = MeanOr(within7.Select(h => h.Closing));
        view.MeanClosing8To30 = MeanOr(within30.Where(h => h.Day <= asOf - 7).Select(h => h.Closing));
        view.OverdrawnDays30 = within30.Count(h => h.Lowest < 0);
        view.NearZeroDays30 = within30.Count(h => h.Lowest < oneDay);
        view.UsualClosing = days < 30 || old.Count == 0 ? double.NaN : old.Sum(h => h.Closing * Weight(asOf, h.Day)) / old.Sum(h => Weight(asOf, h.Day));
        view.UsualLowest = days < 30 || old.Count == 0 ? double.NaN : old.Sum(h => h.Lowest * Weight(asOf, h.Day)) / old.Sum(h => Weight(asOf, h.Day));
    }

    private static double MerchantShift(IReadOnlyList<Transaction> events, int asOf, int days)
    {
        var visits = events.Where(e => e.Status == TransactionStatus.Completed && e.Direction == Direction.Debit && !string.IsNullOrEmpty(e.Merchant))
            .Select(e => (Day: Day(e), Bucket: StableHash.Of(e.Merchant) >> 60)).Distinct().ToList();
        var recent = visits.Where(v => v.Day > asOf - 30).ToList();
        var old = visits.Where(v => v.Day <= asOf - 30).ToList();
        if (days < 30 || recent.Count == 0 || old.Count == 0)
            return double.NaN;
        var weight = old.Sum(v => Weight(asOf, v.Day));
        return Enumerable.Range(0, 16).Sum(b => Math.Abs(
            (recent.Count(v => v.Bucket == (ulong)b) / (double)recent.Count) - (old.Where(v => v.Bucket == (ulong)b).Sum(v => Weight(asOf, v.Day)) / weight))) / 2;
    }
}
