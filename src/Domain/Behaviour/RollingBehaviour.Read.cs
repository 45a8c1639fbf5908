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
        var view = new BehaviourView(buffer);
        Fill(ref view, asOfDay);
        FeatureCatalogue.Compute(view, features);
    }

    /// <summary>Fills a fresh view as of a local day. There must have been a transaction.</summary>
    public void Fill(scoped ref BehaviourView view, int asOfDay)
    {
        view.AsOfDay = Math.Max(asOfDay, LatestDay);
        view.LatestDay = LatestDay;
        view.Income = _incomes.Rhythm;
        view.LastPaid = _lastPaid;
        FillMeasures(ref view);
        view.SetYardstick();
        FillBalances(ref view);
        view.MerchantShift = MerchantShift(view.AsOfDay);
    }

    private void FillMeasures(scoped ref BehaviourView view)
    {
        var asOf = view.AsOfDay;
        var decay = Decay.Weight(asOf - LatestDay);
        Span<double> usualSum = view.UsualSum, usualCount = view.UsualCount;
        Span<double> sum7 = view.Sum7, count7 = view.Count7, sum30 = view.Sum30, count30 = view.Count30;
        for (var m = 0; m < Measures.Count; m++)
        {
            usualSum[m] = _baseline.Sum(m) * decay;
            usualCount[m] = _baseline.CountOf(m) * decay;
        }

        foreach (ref readonly var cell in _cells.Span)
        {
            var age = asOf - cell.Day;
            var m = cell.MeasureIndex;
            if (age >= RecentDays)
            {
                var weight = Decay.Weight(age - RecentDays);
                usualSum[m] += cell.Sum * weight;
                usualCount[m] += cell.Count * weight;
                continue;
            }

            var sum = cell.Sum * Unit;
            sum30[m] += sum;
            count30[m] += cell.Count;
            if (age < 7)
            {
                sum7[m] += sum;
                count7[m] += cell.Count;
            }
        }

        var days = asOf - RecentDays - FirstDay + 1;
        var scale = days < BehaviourView.FewestBaselineDays ? double.NaN : RecentDays / Decay.TotalWeight(days);
        for (var m = 0; m < Measures.Count; m++)
        {
            usualSum[m] *= scale * Unit;
            usualCount[m] *= scale;
        }
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
        recent.Clear();
        var decay = Decay.Weight(asOf - LatestDay);
        double recentTotal = 0, usualTotal = 0;
        for (var b = 0; b < MerchantDays.Buckets; b++)
            usual[b] = _baseline.MerchantDaysOf(b) * decay;
        for (var d = LatestDay - RecentDays + 1; d <= LatestDay; d++)
        {
            var age = asOf - d;
            for (var bits = (uint)_merchants[d]; bits != 0; bits &= bits - 1)
            {
                var bucket = System.Numerics.BitOperations.TrailingZeroCount(bits);
                if (age < RecentDays)
                    recent[bucket]++;
                else
                    usual[bucket] += Decay.Weight(age - RecentDays);
            }
        }

        for (var b = 0; b < MerchantDays.Buckets; b++)
            (recentTotal, usualTotal) = (recentTotal + recent[b], usualTotal + usual[b]);
        if (recentTotal <= 0 || usualTotal <= 0)
            return double.NaN;
        double moved = 0;
        for (var b = 0; b < MerchantDays.Buckets; b++)
            moved += Math.Abs((recent[b] / recentTotal) - (usual[b] / usualTotal));
        return moved / 2;
    }
}
