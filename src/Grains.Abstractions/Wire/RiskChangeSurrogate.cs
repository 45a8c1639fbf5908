using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A change of level on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.risk-change")]
internal struct RiskChangeSurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public DateTimeOffset At;

    [Id(2)]
    public byte From;

    [Id(3)]
    public byte To;

    [Id(4)]
    public double Probability;

    [Id(5)]
    public byte Maturity;

    [Id(6)]
    public Reason[] Reasons;

    [Id(7)]
    public string ModelVersion;
}
