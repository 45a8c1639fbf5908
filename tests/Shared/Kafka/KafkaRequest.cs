namespace PreDelinquency.Tests;

/// <summary>Kinds of requests, by the protocol's numbers.</summary>
internal enum KafkaRequest : short
{
    Produce = 0,
    OffsetCommit = 8,
    InitProducerId = 22,
}
