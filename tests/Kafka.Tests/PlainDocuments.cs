using System.Globalization;
using System.Text;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine;

namespace PreDelinquency.Kafka.Tests;

/// <summary>What is sent, in a form that a test can compare.</summary>
internal sealed class PlainDocuments : IOutgoingDocuments
{
    public byte[] Write(SequencedIntervention intervention) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{intervention.Sequence} {intervention.Intervention.InterventionId}"));

    public byte[] Write(PublishedScore score) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{score.Place.Commit} {score.Place.Number} {score.CustomerId} {score.Point.At:O} {score.Point.Probability:R}"));
}
