using System.Globalization;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring;

/// <summary>Holds scores against what came of them, and against what they themselves expect.</summary>
internal static class PerformanceExamination
{
    public static PerformanceReport Of(Judgements judgements, long missedPayments, DateOnly today, MonitoringOptions options) => new(
        today.AddDays(-options.Weeks * Judgements.Spacing),
        today,
        missedPayments,
        [.. Ordered(judgements).Select(m => Of(m.Key.Version, m.Key.IsShadow, m.Value, today, options))],
        [.. Ordered(judgements).Select(m => PerformanceCurves.Of(m.Key.Version, m.Key.IsShadow, m.Value, judgements.MissedDays)).OfType<PerformanceCurves>()]);

    /// <summary>
    /// Of the champion: what came of its scores, and before that is known, what its latest scores expect. Each is held against
    /// the model's own test, and raises an alert where its whole interval lies beyond the threshold.
    /// </summary>
    public static IEnumerable<Alert> Alerts(PerformanceReport report, ModelBundle champion, MonitoringOptions options)
    {
        if (report.Models.FirstOrDefault(m => m.ModelVersion == champion.Version && !m.IsShadow) is not { } performance)
            yield break;
        var realised = Enough([performance.RecentRealised, performance.Realised]);
        var estimated = Enough([performance.RecentEstimated]);
        if (Tested("test_auc") is { } auc)
        {
            var least = auc - options.AucLoss;
            if (realised.FirstOrDefault(f => f.AucInterval.High < least) is { } ranked)
                yield return Of(AlertKind.Performance, "AUC", ranked.Auc, least, $"Model {champion.Version} ranks worse than in its test: AUC {Text(ranked.Auc, ranked.AucInterval)} over {Size(ranked)}, {auc:0.000} in the test.");
            if (estimated.FirstOrDefault(f => f.AucInterval.High < least) is { } ranking)
                yield return Of(AlertKind.Performance, "expected AUC", ranking.Auc, least, $"Model {champion.Version} expects to rank worse than in its test: AUC {Text(ranking.Auc, ranking.AucInterval)} by the probabilities of {Size(ranking)}, {auc:0.000} in the test.");
        }

        if (realised.FirstOrDefault(f => IsOff(f.ExpectedToObservedInterval)) is { } said)
            yield return Of(AlertKind.Calibration, "rate", Ratio(said.ExpectedToObserved), options.CalibrationRatio, $"Model {champion.Version} said {said.MeanProbability:0.0%} on average and {said.Missed / said.Predictions:0.0%} missed a payment: that is {said.ExpectedToObserved:0.0} times what came ({said.ExpectedToObservedInterval.Low:0.0} to {said.ExpectedToObservedInterval.High:0.0}), over {Size(said)}.");
        if (Tested("test_base_rate") is > 0 and var rate && estimated.FirstOrDefault(f => IsOff(new Interval(f.MeanProbabilityInterval.Low / rate, f.MeanProbabilityInterval.High / rate))) is { } expected)
            yield return Of(AlertKind.Performance, "expected rate", Ratio(expected.MeanProbability / rate), options.CalibrationRatio, $"Model {champion.Version} expects that {expected.MeanProbability:0.0%} ({expected.MeanProbabilityInterval.Low:0.0%} to {expected.MeanProbabilityInterval.High:0.0%}) miss a payment, over {Size(expected)}; {rate:0.0%} did in its test.");

        List<PerformanceFigures> Enough(IEnumerable<PerformanceFigures?> figures) => [.. figures.OfType<PerformanceFigures>().Where(f => f.MissedCustomers >= options.LeastMissedCustomers)];
        double? Tested(string metric) => champion.Document.Metrics.TryGetValue(metric, out var value) ? value : null;
        bool IsOff(Interval ratio) => ratio.Low > options.CalibrationRatio || ratio.High < 1 / options.CalibrationRatio;
        Alert Of(AlertKind kind, string figure, double value, double threshold, FormattableString message) =>
            new(kind, $"{champion.Version} {figure}", value, threshold, message.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<KeyValuePair<(string Version, bool IsShadow), List<Judgement>>> Ordered(Judgements judgements) =>
        judgements.ByModel.OrderBy(m => m.Key.Version, StringComparer.Ordinal).ThenBy(m => m.Key.IsShadow);

    private static ModelPerformance Of(string version, bool isShadow, List<Judgement> judgements, DateOnly today, MonitoringOptions options)
    {
        var days = options.RecentWeeks * Judgements.Spacing;
        var known = judgements.Where(j => j.Missed is not null).Select(j => j.Day).DefaultIfEmpty().Max();
        return new ModelPerformance
        {
            ModelVersion = version,
            IsShadow = isShadow,
            Realised = Measurement.Realised(judgements),
            RecentRealised = Measurement.Realised(judgements.Where(j => j.Day > known - days)),
            Estimated = Measurement.Estimated(judgements)!,
            RecentEstimated = Measurement.Estimated(judgements.Where(j => j.Day < today.DayNumber && j.Day >= today.DayNumber - days)),
            EstimatedWhereKnown = Measurement.Estimated(judgements.Where(j => j.Missed is not null)),
            EstimateError = Measurement.ErrorOfEstimate(judgements),
            Weeks = [.. judgements.GroupBy(j => j.Day).OrderBy(day => day.Key).Select(day => new WeekPerformance(DateOnly.FromDayNumber(day.Key), Measurement.Realised(day), Measurement.Estimated(day)!))],
        };
    }

    private static double Ratio(double ratio) => Math.Max(ratio, 1 / ratio);

    private static FormattableString Text(double value, Interval interval) => $"{value:0.000} ({interval.Low:0.000} to {interval.High:0.000})";

    private static FormattableString Size(PerformanceFigures figures) => $"{figures.Predictions:#,0} scores of {figures.Customers:#,0} customers";
}
