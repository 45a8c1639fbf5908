using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;

namespace PreDelinquency.Kafka;

/// <summary>The wire form of what goes out: the same documents as over HTTP.</summary>
public interface IOutgoingDocuments
{
    /// <summary>UTF-8 JSON.</summary>
    byte[] Write(SequencedIntervention intervention);

    /// <summary>UTF-8 JSON.</summary>
    byte[] Write(PublishedScore score);
}
