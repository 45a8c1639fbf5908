using System.Numerics;
using System.Runtime.Intrinsics;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Behaviour;

/// <content>Reading: the view as of a day.</content>
public sealed partial class RollingBehaviour
{
    private const double Unit = 1.0 / Money.Scale;

    /// <summary>Computes the feature vector as of a local day; changes and allocates nothing.</summary>
    /// <param name="asOfDay">Day number; a day before the latest transaction's counts as that one.</param>
    /// <param name="features">Room for <see cref="FeatureCatalogue.Count"/> values.</param>
    public void Features(int asOfDay, Span<double> features)
    {
        if (TransactionCount == 0)
        {
            features[..FeatureCatalogue.Count].Fill(double.NaN);
            return;
        }

        Span<double> buffer = stackalloc double[BehaviourView.BufferLength];
        Span<BillRhythm> bills = stackalloc BillRhythm[BillDays.Kinds];
        var view = new BehaviourView(buffer, bills);
        Fill(ref view, asOfDay);
        FeatureCatalogue.Compute(view, features);
    }

    /// <summary>Fills a fresh view as of a local day. There must have been a transaction.</summary>
    public void Fill(scoped ref BehaviourView view, int asOfDay)
    {
        view.AsOfDay = Math.Max(asOfDay, LatestDay);
        view.LatestDay = LatestDay;
        view.Income = _incomes.Rhythm;
        for (var kind = 0; kind < BillDays.Kinds; kind++)
            view.Bills[kind] = _bills.RhythmOf(kind, LatestDay);
        view.BillsAhead = _calendar.Ahead(view.AsOfDay, LatestDay);
        view.Payments = _payments;
        view.KnownSavings = _savings.Now * Unit;
        view.SavingsDrawnDay = _savingsDrawnDay;
        view.LowestBalanceEver = _lowestBalance;
        FillMeasures(ref view);
        view.Settle();
        FillBalances(ref view);
        view.MerchantShift = MerchantShift(view.AsOfDay);
    }

    private void FillMeasures(scoped ref BehaviourView view)
    {
        var asOf = view.AsOfDay;
        Span<double> usualSum = view.UsualSum, usualCount = view.UsualCount;
        Span<double> sum7 = view.Sum7, count7 = view.Count7, sum30 = view.Sum30, count30 = view.Count30;
        var days = asOf - RecentDays - FirstDay + 1;
        var scale = days < BehaviourView.FewestBaselineDays ? double.NaN : RecentDays / Decay.TotalWeight(days);
        var decay = Decay.Weight(asOf - LatestDay) * scale;
        var transactions = _baseline.Transactions * decay;
        var sums = _baseline.Sums;
        Scale(sums, decay * Unit, usualSum);
        var rank = 0;
        for (var bits = MeasureSets.Counted.Bits; bits != 0; bits &= bits - 1)
            usualCount[BitOperations.TrailingZeroCount(bits)] = _baseline.CountOf(rank++) * decay;

        // The cells are sorted by day: first those that have left the window, then the 23 older days of it, then the last 7.
        var cells = _cells.Span;
        var i = 0;
        var later = asOf - LatestDay;
        for (; i < cells.Length && cells[i].Age(LatestDay) + later >= RecentDays; i++)
        {
            ref readonly var cell = ref cells[i];
            var weight = Decay.Weight(cell.Age(LatestDay) + later - RecentDays) * scale;
            var m = cell.MeasureIndex;
            usualSum[m] += cell.Sum * (weight * Unit);
            usualCount[m] += cell.Count * weight;
            if (MeasureSets.Transactions.Contains(m))
                transactions += cell.Count * weight;
        }

        i = AddWhile(7, i, later, sum30, count30);
        AddWhile(0, i, later, sum7, count7);
        Scale(sum7, Unit, sum7);
        Scale(sum30, Unit, sum30);
        AddTo(sum30, sum7);
        AddTo(count30, count7);

        view.UsualTransactions = transactions;
        view.DaysSinceFailed = count30[(int)Measure.FailedPayment] > 0 ? DaysSinceFailed(later) : RecentDays;
    }

    /// <summary>Adds the cells from one on that are so many days old or older; returns where it stopped.</summary>
    private int AddWhile(int oldest, int from, int later, Span<double> sums, Span<double> counts)
    {
        var cells = _cells.Span;
        var i = from;
        for (; i < cells.Length && cells[i].Age(LatestDay) + later >= oldest; i++)
        {
            ref readonly var cell = ref cells[i];
            var m = cell.MeasureIndex;
            sums[m] += cell.Sum;
            counts[m] += cell.Count;
        }

        return i;
    }

    private int DaysSinceFailed(int later)
    {
        var cells = _cells.Span;
        for (var i = cells.Length - 1; i >= 0; i--)
        {
            if (cells[i].MeasureIndex == (int)Measure.FailedPayment)
                return Math.Min(cells[i].Age(LatestDay) + later, RecentDays);
        }

        return RecentDays;
    }

    private static void Scale(ReadOnlySpan<double> values, double factor, Span<double> scaled)
    {
        var i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            (Vector256.Create(values[i..]) * factor).CopyTo(scaled[i..]);
        for (; i < values.Length; i++)
            scaled[i] = values[i] * factor;
    }

    private static void AddTo(Span<double> sums, ReadOnlySpan<double> values)
    {
        var i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            (Vector256.Create<double>(sums[i..]) + Vector256.Create(values[i..])).CopyTo(sums[i..]);
        for (; i < values.Length; i++)
            sums[i] += values[i];
    }

    private void FillBalances(scoped ref BehaviourView view)
    {
        var asOf = view.AsOfDay;
        var nearZero = view.UsualOutflow / RecentDays;
        var carried = _carriedBalance;
        double lowest7 = double.NaN, highest30 = double.NaN, sum7 = 0, sum23 = 0;
        int days7 = 0, days23 = 0, overdrawn = 0, close = 0;
        var decay = Decay.Weight(asOf - LatestDay);
        double lastBalances = _baseline.LastBalances * decay, lowestBalances = _baseline.LowestBalances * decay, weight = _baseline.BalanceDays * decay;

        // Days after the latest transaction keep its balance; more than 30 of them fill the window and are then alike.
        var quietBefore = Math.Max(asOf - RecentDays - LatestDay, 0);
        for (var d = LatestDay - RecentDays + 1; d <= asOf; d++)
        {
            if (d == LatestDay + 1)
                d += quietBefore;
            double lowest = carried;
            if (d <= LatestDay && !float.IsNaN(_balances.Last(d)))
            {
                carried = _balances.Last(d);
                lowest = _balances.Lowest(d);
            }

            if (float.IsNaN(carried))
                continue;
            var age = asOf - d;
            if (age >= RecentDays)
            {
                var w = Decay.Weight(age - RecentDays);
                (lastBalances, lowestBalances, weight) = (lastBalances + (carried * w), lowestBalances + (lowest * w), weight + w);
                continue;
            }

            highest30 = highest30 >= carried ? highest30 : carried;
            overdrawn += lowest < 0 ? 1 : 0;
            close += lowest < nearZero ? 1 : 0;
            if (age < 7)
            {
                lowest7 = lowest7 <= lowest ? lowest7 : lowest;
                sum7 += carried;
                days7++;
            }
            else
            {
                sum23 += carried;
                days23++;
            }
        }

        if (quietBefore > 0 && !float.IsNaN(carried))
        {
            var w = Decay.TotalWeight(quietBefore);
            (lastBalances, lowestBalances, weight) = (lastBalances + (carried * w), lowestBalances + (carried * w), weight + w);
        }

        var known = asOf - RecentDays - FirstDay + 1 >= BehaviourView.FewestBaselineDays && weight > 0;
        view.Balance = carried;
        view.LowestBalance7 = lowest7;
        view.HighestClosing30 = highest30;
        view.MeanClosing7 = sum7 / days7;
        view.MeanClosing8To30 = sum23 / days23;
        view.OverdrawnDays30 = overdrawn;
        view.NearZeroDays30 = close;
        view.UsualClosing = known ? lastBalances / weight : double.NaN;
        view.UsualLowest = known ? lowestBalances / weight : double.NaN;
    }

    private double MerchantShift(int asOf)
    {
        if (asOf - RecentDays - FirstDay + 1 < BehaviourView.FewestBaselineDays)
            return double.NaN;
        Span<double> recent = stackalloc double[MerchantDays.Buckets];
        Span<double> usual = stackalloc double[MerchantDays.Buckets];
        var decay = Decay.Weight(asOf - LatestDay);
        var visits = _baseline.MerchantVisits;
        for (var b = 0; b < MerchantDays.Buckets; b++)
            (recent[b], usual[b]) = (_merchants.VisitsOf(b), visits[b] * decay);
        for (var d = LatestDay - RecentDays + 1; d <= Math.Min(asOf - RecentDays, LatestDay); d++)
        {
            var weight = Decay.Weight(asOf - d - RecentDays);
            for (var bits = (uint)_merchants[d]; bits != 0; bits &= bits - 1)
            {
                recent[BitOperations.TrailingZeroCount(bits)]--;
                usual[BitOperations.TrailingZeroCount(bits)] += weight;
            }
        }

        double recentTotal = 0, usualTotal = 0, moved = 0;
        for (var b = 0; b < MerchantDays.Buckets; b++)
            (recentTotal, usualTotal) = (recentTotal + recent[b], usualTotal + usual[b]);
        if (recentTotal <= 0 || usualTotal <= 0)
            return double.NaN;
        var (perRecent, perUsual) = (1 / recentTotal, 1 / usualTotal);
        for (var b = 0; b < MerchantDays.Buckets; b++)
            moved += Math.Abs((recent[b] * perRecent) - (usual[b] * perUsual));
        return moved / 2;
    }
}
