using System.Globalization;
using System.Text;
using Confluent.Kafka;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Kafka;

/// <summary>
/// Passes on to Kafka what the store holds behind a cursor: interventions and scores were committed with the states that led to
/// them, so none is lost; after a crash some are sent again, with the same id in the header <c>id</c>. In order of customer. One at
/// a time in the whole cluster.
/// </summary>
/// <param name="store">Holds what is to be passed on.</param>
/// <param name="writer">Sends it.</param>
/// <param name="documents">Its wire form.</param>
public sealed class OutboxRelay(IClusterStore store, KafkaWriter writer, IOutgoingDocuments documents)
{
    /// <summary>
    /// Most that one call passes on; where it passes on fewer, nothing was left. As many as that, since of each customer one goes out
    /// at a time: a history that was loaded left its customers' scores one customer after another, and many customers share the wait.
    /// </summary>
    public const int Page = 10_000;

    /// <summary>Passes on interventions that were not yet.</summary>
    /// <returns>How many; fewer than there are where there are many.</returns>
    /// <exception cref="Engine.Ports.StoreException">The store does not work.</exception>
    /// <exception cref="KafkaException">The brokers cannot be reached, or refuse.</exception>
    public async Task<int> RelayInterventionsAsync(CancellationToken cancellationToken)
    {
        var cursor = await store.ReadCursorAsync(Topics.Interventions, cancellationToken);
        var page = await store.ReadInterventionsAfterAsync(cursor.Number, Page, cancellationToken);
        if (page.Count == 0)
            return 0;
        await writer.SendAsync(
            Topics.Interventions,
            [.. page.Select(i => Message(i.Intervention.Intervention.CustomerId, i.Intervention.Intervention.InterventionId, documents.Write(i.Intervention), i.TraceParent))],
            cancellationToken);
        await store.AdvanceAsync(Topics.Interventions, new ScoreCursor(0, page[^1].Intervention.Sequence), cancellationToken);
        return page.Count;
    }

    /// <summary>Passes on scores that were not yet.</summary>
    /// <returns>How many; fewer than there are where there are many.</returns>
    /// <exception cref="Engine.Ports.StoreException">The store does not work.</exception>
    /// <exception cref="KafkaException">The brokers cannot be reached, or refuse.</exception>
    public async Task<int> RelayScoresAsync(CancellationToken cancellationToken)
    {
        var cursor = await store.ReadCursorAsync(Topics.Predictions, cancellationToken);
        var page = await store.ReadScoresAfterAsync(cursor, Page, cancellationToken);
        if (page.Count == 0)
            return 0;
        await writer.SendAsync(
            Topics.Predictions,
            [.. page.Select(s => Message(s.CustomerId, string.Create(CultureInfo.InvariantCulture, $"{s.Place.Commit}-{s.Place.Number}"), documents.Write(s), s.TraceParent))],
            cancellationToken);
        await store.AdvanceAsync(Topics.Predictions, page[^1].Place, cancellationToken);
        return page.Count;
    }

    private static OutgoingMessage Message(string customerId, string id, byte[] document, string? traceParent) => new(
        new() { Key = Encoding.UTF8.GetBytes(customerId), Value = document, Headers = new Headers { { "id", Encoding.UTF8.GetBytes(id) } } },
        Tracing.Remote(traceParent));
}
