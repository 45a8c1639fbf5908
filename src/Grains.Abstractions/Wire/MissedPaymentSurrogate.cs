namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A missed payment on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.missed-payment")]
internal struct MissedPaymentSurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public byte Obligation;

    [Id(2)]
    public DateOnly DueDate;

    [Id(3)]
    public DateOnly MissedOn;

    [Id(4)]
    public long Amount;
}
