namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>Values that features are taken to have, on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.assumption")]
internal struct AssumptionSurrogate
{
    [Id(0)]
    public string[] Features;

    [Id(1)]
    public double?[] Values;
}
