using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>An intervention with its sequence on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.sequenced-intervention")]
internal struct SequencedInterventionSurrogate
{
    [Id(0)]
    public long Sequence;

    [Id(1)]
    public Intervention Intervention;

    [Id(2)]
    public byte Status;
}
