using System.Globalization;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Monitoring;

/// <summary>Holds scores against what came of them, and against what they themselves expect.</summary>
internal static class PerformanceExamination
{
    private const string TestAuc = "test_auc";

    public static PerformanceReport Of(Judgements judgements, long missedPayments, DateOnly today, MonitoringOptions options) => new(
        today.AddDays(-options.Weeks * Judgements.Spacing),
        today,
        missedPayments,
        [.. judgements.ByModel.OrderBy(m => m.Key.Version, StringComparer.Ordinal).ThenBy(m => m.Key.IsShadow).Select(m => Of(m.Key.Version, m.Key.IsShadow, m.Value))]);

    public static IEnumerable<Alert> Alerts(PerformanceReport report, ModelBundle champion, MonitoringOptions options)
    {
        var performance = report.Models.FirstOrDefault(m => m.ModelVersion == champion.Version && !m.IsShadow);
        if (performance?.Realised is not { } realised || realised.Missed < options.LeastMissed)
            yield break;
        if (champion.Document.Metrics.TryGetValue(TestAuc, out var tested) && realised.Auc < tested - options.AucLoss)
        {
            yield return new Alert(AlertKind.Performance, champion.Version, realised.Auc, tested - options.AucLoss, string.Create(
                CultureInfo.InvariantCulture, $"Model {champion.Version} ranks worse than in its test: AUC {realised.Auc:0.000} over {realised.Predictions} scores, {tested:0.000} in the test."));
        }

        var (expected, came) = (realised.MeanProbability, realised.Missed / realised.Predictions);
        var ratio = Math.Max(expected / came, came / expected);
        if (ratio > options.CalibrationRatio)
        {
            yield return new Alert(AlertKind.Calibration, champion.Version, ratio, options.CalibrationRatio, string.Create(
                CultureInfo.InvariantCulture, $"Model {champion.Version} said {expected:0.0%} on average and {came:0.0%} missed a payment."));
        }
    }

    private static ModelPerformance Of(string version, bool isShadow, List<Judgement> judgements) => new(
        version,
        isShadow,
        Measurement.Realised(judgements),
        Measurement.Estimated(judgements)!,
        Measurement.Estimated(judgements.Where(j => j.Missed is not null)),
        [.. judgements.GroupBy(j => j.Day).OrderBy(day => day.Key).Select(day => new WeekPerformance(DateOnly.FromDayNumber(day.Key), Measurement.Realised(day), Measurement.Estimated(day)!))]);
}
