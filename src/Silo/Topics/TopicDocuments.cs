using System.Text.Json;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Kafka;

namespace PreDelinquency.Silo.Topics;

/// <summary>The wire form of topics: the gateway's own.</summary>
internal sealed class TopicDocuments : IOutgoingDocuments
{
    public byte[] Write(SequencedIntervention intervention) =>
        JsonSerializer.SerializeToUtf8Bytes(intervention.ToDocument(), GatewayJsonContext.Default.InterventionDocument);

    public byte[] Write(PublishedScore score)
    {
        var point = score.Point.ToDocument();
        return JsonSerializer.SerializeToUtf8Bytes(
            new PredictionDocument(score.CustomerId, point.At, point.RiskScore, point.RiskLevel, point.ModelVersion, point.Shadow), TopicJsonContext.Default.PredictionDocument);
    }
}
