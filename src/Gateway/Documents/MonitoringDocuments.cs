using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Watching;
using PreDelinquency.Monitoring;

namespace PreDelinquency.Gateway.Documents;

/// <summary>What is known of a live model, in its wire form.</summary>
internal static class MonitoringDocuments
{
    public static AlertPage ToAlertPage(this Watched watched) => new(watched.Examination.At, Alerts(watched));

    public static DriftDocument ToDrift(this Watched watched)
    {
        var drift = watched.Examination.Drift;
        return new DriftDocument
        {
            At = watched.Examination.At,
            ModelVersion = drift.ModelVersion,
            Reason = drift.Reason,
            ReferenceDays = drift.ReferenceDays,
            From = drift.From,
            Through = drift.Through,
            DaysObserved = drift.DaysObserved,
            Customers = drift.Customers,
            Observations = drift.Observations,
            Score = drift.Score?.ToDocument(),
            Features = [.. drift.Features.Select(ToDocument)],
            Days =
            [
                .. drift.Days.Select(day => new DayDriftDocument(
                    day.Day,
                    day.Observations,
                    day.ScoreStability.OrNull(),
                    FeatureCatalogue.All.Select((feature, i) => (feature.Name, Psi: day.Stabilities[i].OrNull())).ToDictionary(f => f.Name, f => f.Psi, StringComparer.Ordinal))),
            ],
            Alerts = Alerts(watched, AlertKind.Drift),
        };
    }

    /// <param name="watched">What was found.</param>
    /// <param name="tests">Figures of their own tests, by version, as far as they are known.</param>
    /// <param name="registryError">Why there may be no others; null where there are none.</param>
    public static PerformanceDocument ToPerformance(this Watched watched, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> tests, string? registryError)
    {
        var report = watched.Examination.Performance;
        return new PerformanceDocument(
            watched.Examination.At,
            report.From,
            report.Through,
            report.MissedPayments,
            [.. report.Models.Select(model => ToDocument(model, tests.GetValueOrDefault(model.ModelVersion)))],
            Alerts(watched, AlertKind.Performance, AlertKind.Calibration),
            registryError);
    }

    public static CurvesDocument ToCurves(this Watched watched) => new(
        watched.Examination.At,
        [
            .. watched.Examination.Performance.Curves.Select(curves => new ModelCurvesDocument
            {
                ModelVersion = curves.ModelVersion,
                ScoredAs = curves.IsShadow ? "shadow" : "champion",
                Predictions = curves.Predictions,
                Missed = curves.Missed,
                Points = [.. curves.Points.Select(point => new CurvePointDocument(point.Threshold, point.Recall, point.FalseRate, point.Precision))],
                Tenths = [.. curves.Tenths.Select(tenth => new ScoreTenthDocument(tenth.Predictions, tenth.MeanProbability, tenth.MissedShare, tenth.Lift))],
                LeadDays = curves.LeadDays,
            }),
        ]);

    public static FairnessDocument ToFairness(this Watched watched) => new(
        watched.Examination.At,
        watched.Examination.Fairness.ModelVersion,
        [
            .. watched.Examination.Fairness.Attributes.Select(attribute => new AttributeFairnessDocument(
                attribute.Attribute,
                attribute.ScoreImpactRatio.OrNull(),
                attribute.InterventionImpactRatio.OrNull(),
                attribute.OpportunityDifference.OrNull(),
                attribute.HelpRatio.OrNull(),
                attribute.ScoreImpact?.ToDocument(),
                attribute.InterventionImpact?.ToDocument(),
                attribute.Opportunity?.ToDocument(),
                attribute.Help?.ToDocument(),
                [.. attribute.Groups.Select(ToDocument)])),
        ],
        Alerts(watched, AlertKind.Fairness));

    private static QuantityDriftDocument ToDocument(this QuantityDrift drift) => new()
    {
        Name = drift.Name,
        IsHabit = drift.IsHabit,
        Psi = drift.Stability.OrNull(),
        State = drift.Stability >= PopulationStability.Shifted ? "shifted" : drift.Stability >= PopulationStability.Moved ? "moved" : "stable",
        MissingThen = drift.MissingThen,
        MissingNow = drift.MissingNow,
        Edges = drift.Edges,
        SharesThen = drift.SharesThen,
        SharesNow = drift.SharesNow,
    };

    private static GroupTreatmentDocument ToDocument(GroupTreatment g) => new(
        g.Group,
        g.Customers,
        g.IsCompared,
        g.FlaggedShare.OrNull(),
        g.ContactedShare.OrNull(),
        g.MissedShare.OrNull(),
        g.FoundShare.OrNull(),
        g.Missed,
        g.MissedCustomers,
        g.IsFoundCompared,
        g.InNeed,
        g.HelpedShare.OrNull(),
        g.IsHelpCompared);

    private static GroupComparisonDocument ToDocument(this GroupComparison comparison) =>
        new(comparison.Group, comparison.Beside, comparison.Value, comparison.Low, comparison.High.OrNull(), comparison.Confidence, comparison.Count, comparison.CountBeside);

    private static ModelPerformanceDocument ToDocument(ModelPerformance performance, IReadOnlyDictionary<string, double>? test) => new()
    {
        ModelVersion = performance.ModelVersion,
        ScoredAs = performance.IsShadow ? "shadow" : "champion",
        Test = test?.ToDictionary(m => m.Key, m => m.Value.OrNull(), StringComparer.Ordinal),
        Realised = performance.Realised?.ToDocument(),
        RecentRealised = performance.RecentRealised?.ToDocument(),
        Estimated = performance.Estimated.ToDocument(),
        RecentEstimated = performance.RecentEstimated?.ToDocument(),
        EstimatedWhereKnown = performance.EstimatedWhereKnown?.ToDocument(),
        EstimateError = performance.EstimateError is { } error ? new EstimateErrorDocument(error.Auc, error.AucInterval.Low.OrNull(), error.AucInterval.High.OrNull()) : null,
        Believe = PerformanceAdvice.Of(performance),
        Weeks = [.. performance.Weeks.Select(week => new WeekPerformanceDocument(week.AsOf, week.Realised?.ToDocument(), week.Estimated.ToDocument()))],
    };

    private static PerformanceFiguresDocument ToDocument(this PerformanceFigures figures) => new()
    {
        Predictions = figures.Predictions,
        Customers = figures.Customers,
        Missed = figures.Missed,
        MissedCustomers = figures.MissedCustomers,
        MeanProbability = figures.MeanProbability.OrNull(),
        MeanProbabilityLow = figures.MeanProbabilityInterval.Low.OrNull(),
        MeanProbabilityHigh = figures.MeanProbabilityInterval.High.OrNull(),
        ExpectedToObserved = figures.ExpectedToObserved.OrNull(),
        ExpectedToObservedLow = figures.ExpectedToObservedInterval.Low.OrNull(),
        ExpectedToObservedHigh = figures.ExpectedToObservedInterval.High.OrNull(),
        Auc = figures.Auc.OrNull(),
        AucLow = figures.AucInterval.Low.OrNull(),
        AucHigh = figures.AucInterval.High.OrNull(),
        PrAuc = figures.PrAuc.OrNull(),
        Brier = figures.Brier.OrNull(),
        PrecisionMedium = figures.PrecisionMedium.OrNull(),
        PrecisionHigh = figures.PrecisionHigh.OrNull(),
        RecallMedium = figures.RecallMedium.OrNull(),
        RecallHigh = figures.RecallHigh.OrNull(),
    };

    private static AlertDocument[] Alerts(Watched watched, params AlertKind[] kinds) =>
    [
        .. watched.Alerts.Where(raised => kinds.Length == 0 || kinds.Contains(raised.Alert.Kind)).Select(raised => new AlertDocument(
            WireNames<AlertKind>.Of(raised.Alert.Kind), raised.Alert.Subject, raised.Since, raised.Alert.Value, raised.Alert.Threshold, raised.Alert.Message)),
    ];
}
