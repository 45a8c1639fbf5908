namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A customer that has come far, on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.front-runner")]
internal struct FrontRunnerSurrogate
{
    [Id(0)]
    public string CustomerId;

    [Id(1)]
    public long Ms;
}
