using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Wire;

[RegisterConverter]
internal sealed class RiskConverters :
    IConverter<RiskScore, RiskScoreSurrogate>, IConverter<ShadowScore, ShadowScoreSurrogate>, IConverter<Reason, ReasonSurrogate>,
    IConverter<RiskAssessment, RiskAssessmentSurrogate>, IConverter<RiskChange, RiskChangeSurrogate>, IConverter<ScorePoint, ScorePointSurrogate>,
    IConverter<Assumption, AssumptionSurrogate>
{
    public RiskScore ConvertFromSurrogate(in RiskScoreSurrogate surrogate) =>
        new(surrogate.Probability, surrogate.RawScore, (RiskLevel)surrogate.Level, (Maturity)surrogate.Maturity);

    public RiskScoreSurrogate ConvertToSurrogate(in RiskScore value) =>
        new() { Probability = value.Probability, RawScore = value.RawScore, Level = (byte)value.Level, Maturity = (byte)value.Maturity };

    public ShadowScore ConvertFromSurrogate(in ShadowScoreSurrogate surrogate) =>
        new(surrogate.ModelVersion, surrogate.Probability, (RiskLevel)surrogate.Level);

    public ShadowScoreSurrogate ConvertToSurrogate(in ShadowScore value) =>
        new() { ModelVersion = value.ModelVersion, Probability = value.Probability, Level = (byte)value.Level };

    public Reason ConvertFromSurrogate(in ReasonSurrogate surrogate) =>
        new(surrogate.Feature, surrogate.Value, surrogate.Baseline, surrogate.Contribution, surrogate.Text) { Observed = surrogate.Observed, Usual = surrogate.Usual };

    public ReasonSurrogate ConvertToSurrogate(in Reason value) => new()
    {
        Feature = value.Feature,
        Value = value.Value,
        Baseline = value.Baseline,
        Contribution = value.Contribution,
        Text = value.Text,
        Observed = value.Observed,
        Usual = value.Usual,
    };

    public RiskAssessment ConvertFromSurrogate(in RiskAssessmentSurrogate surrogate) => new()
    {
        CustomerId = surrogate.CustomerId,
        Score = surrogate.Score,
        Reasons = surrogate.Reasons,
        BaseValue = surrogate.BaseValue,
        ModelVersion = surrogate.ModelVersion,
        ScoredAt = surrogate.ScoredAt,
        Shadow = surrogate.Shadow,
    };

    public RiskAssessmentSurrogate ConvertToSurrogate(in RiskAssessment value) => new()
    {
        CustomerId = value.CustomerId,
        Score = value.Score,
        Reasons = [.. value.Reasons],
        BaseValue = value.BaseValue,
        ModelVersion = value.ModelVersion,
        ScoredAt = value.ScoredAt,
        Shadow = value.Shadow,
    };

    public RiskChange ConvertFromSurrogate(in RiskChangeSurrogate surrogate) => new()
    {
        CustomerId = surrogate.CustomerId,
        At = surrogate.At,
        From = (RiskLevel)surrogate.From,
        To = (RiskLevel)surrogate.To,
        Probability = surrogate.Probability,
        Maturity = (Maturity)surrogate.Maturity,
        Reasons = surrogate.Reasons,
        ModelVersion = surrogate.ModelVersion,
    };

    public RiskChangeSurrogate ConvertToSurrogate(in RiskChange value) => new()
    {
        CustomerId = value.CustomerId,
        At = value.At,
        From = (byte)value.From,
        To = (byte)value.To,
        Probability = value.Probability,
        Maturity = (byte)value.Maturity,
        Reasons = [.. value.Reasons],
        ModelVersion = value.ModelVersion,
    };

    public ScorePoint ConvertFromSurrogate(in ScorePointSurrogate surrogate) =>
        new(surrogate.At, surrogate.Probability, (RiskLevel)surrogate.Level) { ModelVersion = surrogate.ModelVersion, Shadow = surrogate.Shadow };

    public ScorePointSurrogate ConvertToSurrogate(in ScorePoint value) =>
        new() { At = value.At, Probability = value.Probability, Level = (byte)value.Level, ModelVersion = value.ModelVersion, Shadow = value.Shadow };

    public Assumption ConvertFromSurrogate(in AssumptionSurrogate surrogate) =>
        new(surrogate.Features.Zip(surrogate.Values).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));

    public AssumptionSurrogate ConvertToSurrogate(in Assumption value) => new() { Features = [.. value.Values.Keys], Values = [.. value.Values.Values] };
}
