using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Scores, reasons, changes and interventions in their wire form.</summary>
internal static class RiskDocuments
{
    /// <param name="assessment">The score.</param>
    /// <param name="mostReasons">How many reasons to show; null for all.</param>
    public static Prediction ToDocument(this RiskAssessment assessment, int? mostReasons) => new()
    {
        CustomerId = assessment.CustomerId,
        RiskScore = assessment.Score.Probability,
        RiskLevel = RiskLevels.Name(assessment.Score.Level),
        Maturity = WireNames<Maturity>.Of(assessment.Score.Maturity),
        Reasons = ToDocuments(assessment.Reasons, mostReasons),
        BaseValue = assessment.BaseValue,
        ModelVersion = assessment.ModelVersion,
        ScoredAt = assessment.ScoredAt,
        Shadow = ToDocument(assessment.Shadow),
    };

    public static InterventionDocument ToDocument(this SequencedIntervention sequenced)
    {
        var intervention = sequenced.Intervention;
        return new InterventionDocument
        {
            Sequence = sequenced.Sequence,
            InterventionId = intervention.InterventionId,
            CustomerId = intervention.CustomerId,
            At = intervention.At,
            EpisodeOpenedOn = intervention.EpisodeOpenedOn,
            RiskLevel = RiskLevels.Name(intervention.Level),
            RiskScore = intervention.Probability,
            Kind = WireNames<InterventionKind>.Of(intervention.Kind),
            Channel = WireNames<ContactChannel>.Of(intervention.Channel),
            Status = WireNames<InterventionStatus>.Of(sequenced.Status),
            Priority = intervention.Priority,
            Driver = WireNames<Driver>.Of(intervention.Driver),
            Message = intervention.Message,
            Reasons = ToDocuments(intervention.Reasons, null),
            ModelVersion = intervention.ModelVersion,
        };
    }

    /// <param name="change">The change.</param>
    /// <param name="dropped">How many changes were left out just before it.</param>
    public static RiskChangeDocument ToDocument(this RiskChange change, long dropped) => new()
    {
        CustomerId = change.CustomerId,
        At = change.At,
        PreviousLevel = RiskLevels.Name(change.From),
        RiskLevel = RiskLevels.Name(change.To),
        RiskScore = change.Probability,
        Maturity = WireNames<Maturity>.Of(change.Maturity),
        Reasons = ToDocuments(change.Reasons, null),
        ModelVersion = change.ModelVersion,
        Dropped = dropped,
    };

    public static CustomerSummaryDocument ToDocument(this CustomerSummary summary) => new()
    {
        CustomerId = summary.CustomerId,
        RiskScore = summary.Probability,
        RiskLevel = RiskLevels.Name(summary.Level),
        Maturity = WireNames<Maturity>.Of(summary.Maturity),
        LatestEvent = summary.LatestEvent,
    };

    public static ScoreDocument ToDocument(this ScorePoint point) => new(point.At, point.Probability, RiskLevels.Name(point.Level), point.ModelVersion, ToDocument(point.Shadow));

    private static ShadowDocument? ToDocument(ShadowScore? shadow) => shadow is { } score ? new(score.ModelVersion, score.Probability, RiskLevels.Name(score.Level)) : null;

    public static ReasonDocument[] ToDocuments(IReadOnlyList<Reason> reasons, int? most)
    {
        var documents = new ReasonDocument[Math.Min(reasons.Count, most ?? int.MaxValue)];
        for (var i = 0; i < documents.Length; i++)
        {
            var reason = reasons[i];
            documents[i] = new ReasonDocument
            {
                Feature = reason.Feature,
                Value = reason.Value.OrNull(),
                Baseline = reason.Baseline.OrNull(),
                Contribution = reason.Contribution,
                Text = reason.Text,
                Observed = reason.Observed?.OrNull(),
                Usual = reason.Usual?.OrNull(),
            };
        }

        return documents;
    }
}
