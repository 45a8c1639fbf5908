using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>Features at a moment on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.past-features")]
internal struct PastFeaturesSurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public DateTimeOffset AsOf;

    [Id(2)]
    public long TransactionCount;

    [Id(3)]
    public double[] Features;

    [Id(4)]
    public byte Maturity;

    [Id(5)]
    public ScorePoint? Score;

    [Id(6)]
    public DateOnly? Day;
}
