namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A score on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.risk-score")]
internal struct RiskScoreSurrogate
{
    [Id(0)]
    public double Probability;

    [Id(1)]
    public double RawScore;

    [Id(2)]
    public byte Level;

    [Id(3)]
    public byte Maturity;
}
