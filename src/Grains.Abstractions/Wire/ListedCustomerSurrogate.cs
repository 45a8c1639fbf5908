namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>How a customer is stored, on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.listed-customer")]
internal struct ListedCustomerSurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public long Version;

    [Id(2)]
    public double Probability;

    [Id(3)]
    public byte Level;

    [Id(4)]
    public byte Maturity;

    [Id(5)]
    public DateTimeOffset? LatestEvent;
}
