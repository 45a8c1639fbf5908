namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A failure of the store on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.store-failure")]
internal struct StoreExceptionSurrogate
{
    [Id(0)]
    public string Message;

    [Id(1)]
    public bool IsPermanent;

    [Id(2)]
    public string? CustomerId;
}
