namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A place in a customer's past on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.history-cursor")]
internal struct HistoryCursorSurrogate
{
    [Id(0)]
    public DateTimeOffset At;

    [Id(1)]
    public long Position;
}
