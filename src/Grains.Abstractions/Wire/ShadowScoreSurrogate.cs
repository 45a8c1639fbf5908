namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A shadow's score on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.shadow-score")]
internal struct ShadowScoreSurrogate
{
    [Id(0)]
    public string ModelVersion;

    [Id(1)]
    public double Probability;

    [Id(2)]
    public byte Level;
}
