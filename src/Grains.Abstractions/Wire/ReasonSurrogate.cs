namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A reason on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.reason")]
internal struct ReasonSurrogate
{
    [Id(0)]
    public string Feature;

    [Id(1)]
    public double Value;

    [Id(2)]
    public double Baseline;

    [Id(3)]
    public double Contribution;

    [Id(4)]
    public string Text;

    [Id(5)]
    public double? Observed;

    [Id(6)]
    public double? Usual;
}
