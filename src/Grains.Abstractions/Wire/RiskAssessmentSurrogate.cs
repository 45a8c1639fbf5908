using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>An explained score on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.risk-assessment")]
internal struct RiskAssessmentSurrogate
{
    [Id(0)]
    public string? CustomerId;

    [Id(1)]
    public RiskScore Score;

    [Id(2)]
    public Reason[] Reasons;

    [Id(3)]
    public double BaseValue;

    [Id(4)]
    public string ModelVersion;

    [Id(5)]
    public DateTimeOffset ScoredAt;

    [Id(6)]
    public ShadowScore? Shadow;
}
