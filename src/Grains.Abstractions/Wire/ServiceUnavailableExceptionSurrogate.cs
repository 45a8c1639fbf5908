namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A refusal on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.service-unavailable")]
internal struct ServiceUnavailableExceptionSurrogate
{
    [Id(0)]
    public string Message;

    [Id(1)]
    public bool IsPermanent;

    /// <summary>Null in messages of version 1.</summary>
    [Id(2)]
    public string? CustomerId;
}
