namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A transaction on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.transaction")]
internal struct TransactionSurrogate
{
    [Id(0)]
    public string TransactionId;

    [Id(1)]
    public string CustomerId;

    [Id(2)]
    public DateTimeOffset Timestamp;

    [Id(3)]
    public long Amount;

    [Id(4)]
    public byte Direction;

    [Id(5)]
    public byte Category;

    [Id(6)]
    public byte Channel;

    [Id(7)]
    public byte Status;

    [Id(8)]
    public long? BalanceAfter;

    [Id(9)]
    public string? Currency;

    [Id(10)]
    public string? Merchant;

    [Id(11)]
    public DateOnly? DueDate;
}
