using System.Globalization;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Monitoring;

/// <summary>Holds what was observed day by day against the training rows of the champion.</summary>
internal static class DriftExamination
{
    public static DriftReport Of(IModelHistory history, ModelBundle champion, DateOnly today, MonitoringOptions options)
    {
        if (champion.Reference is not { } reference)
            return new DriftReport { ModelVersion = champion.Version, Reason = $"Model {champion.Version} has no {PopulationReference.FileName}: it was trained by an earlier version of this program." };

        // East of the clock's own offset customers live in tomorrow already: it is no day more.
        var days = history.ReadObservedDays(today.AddDays(1 - options.DriftDays))
            .Where(day => day.Day <= today && day.ModelVersion == champion.Version && day.Counts.Counts.Length == reference.Bins).ToList();
        if (days.Count == 0)
            return new DriftReport { ModelVersion = champion.Version, Reason = $"No customer with a history of {PopulationCounts.LeastHistoryDays} days or more was judged by model {champion.Version} in the last {options.DriftDays} days." };
        var sum = new PopulationCounts(reference.Bins);
        foreach (var day in days)
            sum.Add(day.Counts);
        var bins = reference.Quantities.Select(quantity => new ComparedBins(quantity)).ToList();
        var quantities = Enumerable.Range(0, reference.Quantities.Count).Select(i => Compare(reference, i, bins[i], sum)).ToList();
        return new DriftReport
        {
            ModelVersion = champion.Version,
            ReferenceDays = reference.Days,
            From = days[0].Day,
            Through = days[^1].Day,
            Customers = days.Max(day => Observations(reference, day.Counts)),
            Observations = days.Sum(day => Observations(reference, day.Counts)),
            Score = quantities[^1],
            Features = [.. quantities.SkipLast(1).OrderByDescending(q => q.Stability)],
            DaysObserved = days.Count,
            Days = [.. days.TakeLast(options.ListedDays).Select(day => Compare(reference, bins, day))],
        };
    }

    public static IEnumerable<Alert> Alerts(DriftReport report, MonitoringOptions options)
    {
        if (report.Score is null || report.Customers < options.LeastCustomers || report.DaysObserved < options.LeastDays)
            return [];
        var threshold = report.DaysObserved < options.SettledDays || report.ReferenceDays < options.ReferenceDays ? options.EarlyStabilityAlert : options.StabilityAlert;
        return report.Features.Prepend(report.Score).Where(q => q.Stability >= threshold && !q.IsHabit).Select(q => new Alert(
            AlertKind.Drift, q.Name, q.Stability, threshold, string.Create(
                CultureInfo.InvariantCulture, $"{q.Name} is spread otherwise than in training: its population stability index over {report.DaysObserved} days and {report.Customers:#,0} customers is {q.Stability:0.00}, {threshold:0.00} or more.")));
    }

    private static QuantityDrift Compare(PopulationReference reference, int quantity, ComparedBins bins, PopulationCounts counts)
    {
        var now = bins.Of(Now(reference, quantity, counts));
        var (then, present) = (Shares(bins.Then), Shares(now));
        var isHabit = quantity < FeatureCatalogue.Count && FeatureCatalogue.All[quantity].IsHabit;
        return new QuantityDrift(reference.Quantities[quantity].Name, isHabit, PopulationStability.Index(bins.Then, now), then[^1], present[^1], bins.Edges, then, present);
    }

    private static DayDrift Compare(PopulationReference reference, List<ComparedBins> bins, ObservedDay day)
    {
        var indexes = bins.Select((own, i) => PopulationStability.Index(own.Then, own.Of(Now(reference, i, day.Counts)))).ToList();
        return new DayDrift(day.Day, Observations(reference, day.Counts), indexes[^1], indexes[..^1]);
    }

    // Every observation counts once per quantity.
    private static long Observations(PopulationReference reference, PopulationCounts counts) => Now(reference, 0, counts).Sum();

    private static long[] Now(PopulationReference reference, int quantity, PopulationCounts counts)
    {
        var now = new long[reference.Quantities[quantity].Count];
        for (var i = 0; i < now.Length; i++)
            now[i] = counts.Counts[reference.StartOf(quantity) + i];
        return now;
    }

    private static double[] Shares(IReadOnlyList<long> counts)
    {
        double all = counts.Sum();
        return [.. counts.Select(c => all == 0 ? double.NaN : c / all)];
    }
}
