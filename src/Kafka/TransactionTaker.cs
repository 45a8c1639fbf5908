using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Kafka;

/// <summary>
/// Takes batches of messages into the cluster: what is a transaction goes to its customer, what is not becomes a dead letter, in
/// the store and on its topic. A batch that the cluster cannot take now is tried again until it can, or this is stopped.
/// </summary>
/// <param name="front">Where transactions enter.</param>
/// <param name="store">Keeps dead letters.</param>
/// <param name="clock">The bound of the future.</param>
/// <param name="letters">The topic of dead letters.</param>
/// <param name="options">How long to wait between attempts.</param>
/// <param name="time">For the waiting.</param>
/// <param name="logger">For batches that cannot be taken.</param>
internal sealed partial class TransactionTaker(
    IngestFront front, IClusterStore store, ClusterClock clock, IDeadLetterTopic letters, KafkaOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes a batch; completes once what it led to is durable.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what was done counts once when the batch comes again.</exception>
    public async Task TakeAsync(MessageBatch batch, CancellationToken stop)
    {
        using var span = MessageSpans.Process(batch, options.GroupId);
        var (transactions, places, refused) = Read(batch);
        for (var pause = FirstPause; ; pause = Min(2 * pause, options.LongestPause))
        {
            try
            {
                if (refused.Count > 0)
                    await store.BuryAsync([.. refused.Select(r => r.Letter)], stop);
                var outcomes = await front.IngestAsync(transactions, stop);
                await Task.WhenAll(refused.Select(r => (r.Place, r.Letter.Error)).Concat(Late(outcomes, places))
                    .Select(letter => letters.SendAsync(batch.Messages[letter.Place].Message, letter.Error, SourceOf(batch, letter.Place), stop)));
                return;
            }
            catch (Exception e) when (e is ServiceUnavailableException or StoreException or KafkaException)
            {
                // What was taken before it failed is known when it comes again.
                LogTriedAgain(logger, batch.Partition.Topic, batch.Partition.Partition.Value, batch.Messages.Count, pause.TotalMilliseconds, e);
                await Task.Delay(pause, time, stop);
            }
        }
    }

    private static IEnumerable<(int Place, string Error)> Late(IReadOnlyList<IngestOutcome> outcomes, List<int> places) =>
        places.Select((place, i) => (place, outcomes[i])).Where(p => p.Item2.Applied == Applied.TooLate).Select(p => (p.place, p.Item2.Error!));

    private (List<Transaction> Transactions, List<int> Places, List<(int Place, DeadLetter Letter)> Refused) Read(MessageBatch batch)
    {
        var (transactions, places, now) = (new List<Transaction>(batch.Messages.Count), new List<int>(batch.Messages.Count), clock.Now);
        var refused = new List<(int, DeadLetter)>();
        for (var i = 0; i < batch.Messages.Count; i++)
        {
            var value = batch.Messages[i].Message.Value ?? [];
            if (TransactionJson.TryRead(value, now, out var transaction, out var rejection))
            {
                transactions.Add(transaction!);
                places.Add(i);
            }
            else
            {
                var kept = Encoding.UTF8.GetString(value.AsSpan(0, Math.Min(value.Length, DeadLetter.LongestDocument)));
                refused.Add((i, new DeadLetter(kept.Length == 0 ? "(empty)" : kept, rejection!.Error, SourceOf(batch, i), time.GetUtcNow())));
            }
        }

        return (transactions, places, refused);
    }

    private static string SourceOf(MessageBatch batch, int place) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kafka {batch.Partition.Topic}/{batch.Partition.Partition.Value}@{batch.Messages[place].Offset.Value}");

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(4001, LogLevel.Warning, "{Count} messages of {Topic}/{Partition} cannot be taken now; they are tried again in {PauseMs} ms.")]
    private static partial void LogTriedAgain(ILogger logger, string topic, int partition, int count, double pauseMs, Exception e);
}
