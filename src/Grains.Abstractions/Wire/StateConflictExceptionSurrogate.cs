namespace PreDelinquency.Grains.Abstractions.Wire;

/// <summary>A conflict on the wire.</summary>
[GenerateSerializer, Alias("predelinquency.wire.state-conflict")]
internal struct StateConflictExceptionSurrogate
{
    [Id(0)]
    public string Message;
}
