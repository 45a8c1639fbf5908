namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A line of a list of customers on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.customer-summary")]
internal struct CustomerSummarySurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public double Probability;

    [Id(2)]
    public byte Level;

    [Id(3)]
    public byte Maturity;

    [Id(4)]
    public DateTimeOffset? LatestEvent;
}
