using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A point of a score on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.score-point")]
internal struct ScorePointSurrogate
{
    [Id(0)]
    public DateTimeOffset At;

    [Id(1)]
    public double Probability;

    [Id(2)]
    public byte Level;

    [Id(3)]
    public string? ModelVersion;

    [Id(4)]
    public ShadowScore? Shadow;
}
