using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>An intervention on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.intervention")]
internal struct InterventionSurrogate
{
    [Id(0)]
    public string InterventionId;

    [Id(1)]
    public string CustomerId;

    [Id(2)]
    public DateTimeOffset At;

    [Id(3)]
    public byte Level;

    [Id(4)]
    public byte Kind;

    [Id(5)]
    public byte Channel;

    [Id(6)]
    public int Priority;

    [Id(7)]
    public byte Driver;

    [Id(8)]
    public string Message;

    [Id(9)]
    public double Probability;

    [Id(10)]
    public Reason[] Reasons;

    [Id(11)]
    public string ModelVersion;

    [Id(12)]
    public DateOnly? EpisodeOpenedOn;
}
