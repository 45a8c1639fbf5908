namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>What became of a transaction, on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.ingest-outcome")]
internal struct IngestOutcomeSurrogate
{
    [Id(0)]
    public byte Applied;

    [Id(1)]
    public string? Error;
}
