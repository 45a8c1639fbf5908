using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Kafka;

/// <summary>
/// Takes batches of messages into the cluster: what is a transaction goes to its customer, what is not becomes a dead letter, in
/// the store and on its topic. A batch that the cluster cannot take now is tried again until it can, or this is stopped; a customer
/// that fails for a reason of its own is tried again for so long, and then its messages become dead letters too.
/// </summary>
/// <param name="front">Where transactions enter.</param>
/// <param name="store">Keeps dead letters.</param>
/// <param name="clock">The bound of the future.</param>
/// <param name="portfolio">Knows how far the stream is, where it runs on its own time.</param>
/// <param name="letters">The topic of dead letters.</param>
/// <param name="options">How long to wait between attempts.</param>
/// <param name="time">For the waiting.</param>
/// <param name="logger">For batches that cannot be taken.</param>
internal sealed partial class TransactionTaker(
    IngestFront front, IClusterStore store, ClusterClock clock, PortfolioView portfolio, IDeadLetterTopic letters, KafkaOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private readonly FailingCustomers _failing = new(options.CustomerPatience, time, logger);

    /// <summary>Why batches wait however long; null where they do not.</summary>
    public string? Problem => _failing.Problem;

    /// <summary>Takes a batch; completes once what it led to is durable.</summary>
    /// <returns>How many of its messages became dead letters.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; what was done counts once when the batch comes again.</exception>
    public async Task<int> TakeAsync(MessageBatch batch, CancellationToken stop)
    {
        using var span = MessageSpans.Process(batch, options.GroupId);
        BatchWork? work = null;
        for (var pause = FirstPause; ; pause = Min(2 * pause, options.LongestPause))
        {
            Exception failure;
            try
            {
                work ??= await ReadAsync(batch, stop);
                await BuryAsync(work, stop);
                if (await IngestAsync(batch, work, stop) is not { } failed)
                {
                    await BuryAsync(work, stop);
                    List<(int Place, string Error)> refused = [.. work.Refused, .. work.Late];
                    await Task.WhenAll(refused.Select(letter => letters.SendAsync(batch.Messages[letter.Place].Message, letter.Error, SourceOf(batch, letter.Place), stop)));
                    return refused.Count;
                }

                failure = failed;
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                failure = e;
            }

            // What was taken before it failed is known when it comes again.
            LogTriedAgain(logger, batch.Partition.Topic, batch.Partition.Partition.Value, batch.Messages.Count, pause.TotalMilliseconds, failure);
            await Task.Delay(pause, time, stop);
        }
    }

    private async Task BuryAsync(BatchWork work, CancellationToken stop)
    {
        if (work.Letters.Count == 0)
            return;
        await store.BuryAsync(work.Letters, stop);
        work.Letters.Clear();
    }

    /// <summary>Lets customers take what they have not taken yet.</summary>
    /// <returns>Why some of it is to be tried again; null where nothing is.</returns>
    private async Task<Exception?> IngestAsync(MessageBatch batch, BatchWork work, CancellationToken stop)
    {
        List<(int Place, Transaction Transaction)> tried = [.. work.Pending];
        var (outcomes, failures) = await front.TryIngestAsync([.. tried.Select(t => t.Transaction)], stop);
        work.Pending.Clear();
        var givenUp = failures.Where(f => _failing.IsGivenUp(f.Key, f.Value)).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < tried.Count; i++)
        {
            var (place, customerId) = (tried[i].Place, tried[i].Transaction.CustomerId);
            if (givenUp.Contains(customerId))
                work.Refuse(place, Letter(batch, place, failures[customerId].Message));
            else if (failures.ContainsKey(customerId))
                work.Pending.Add(tried[i]);
            else if (outcomes[i].Applied == Applied.TooLate)
                work.Late.Add((place, outcomes[i].Error!));
            else
                _failing.Taken(customerId);
        }

        return failures.Where(f => !givenUp.Contains(f.Key)).Select(f => f.Value).FirstOrDefault();
    }

    private async Task<BatchWork> ReadAsync(MessageBatch batch, CancellationToken stop)
    {
        var work = Read(batch);

        // To be refused is for ever, and a stream ahead of the real time may be further than this process has heard.
        if (clock.Kind != ClockKind.Event || !work.Refused.Any(refused => IsOnlyAhead(batch.Messages[refused.Place].Message.Value ?? [])))
            return work;
        await portfolio.RefreshAsync(stop);
        return Read(batch);
    }

    private static bool IsOnlyAhead(byte[] value) => TransactionJson.TryRead(value, DateTimeOffset.MaxValue, out _, out _);

    private BatchWork Read(MessageBatch batch)
    {
        var (work, now) = (new BatchWork(), clock.Now);
        for (var i = 0; i < batch.Messages.Count; i++)
        {
            if (TransactionJson.TryRead(batch.Messages[i].Message.Value ?? [], now, out var transaction, out var rejection))
                work.Pending.Add((i, transaction!));
            else
                work.Refuse(i, Letter(batch, i, rejection!.Error));
        }

        return work;
    }

    private DeadLetter Letter(MessageBatch batch, int place, string error) => new(Kept(batch.Messages[place].Message), error, SourceOf(batch, place), time.GetUtcNow());

    // Messages without a value are told apart by their keys.
    private static string Kept(Message<byte[]?, byte[]?> message) => message switch
    {
        { Value: { Length: > 0 } value } => KeptDocument.Of(value),
        { Key: { Length: > 0 } key } => KeptDocument.Of([.. "(empty, with key "u8, .. key, (byte)')']),
        _ => "(empty)",
    };

    private static string SourceOf(MessageBatch batch, int place) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kafka {batch.Partition.Topic}/{batch.Partition.Partition.Value}@{batch.Messages[place].Offset.Value}");

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    [LoggerMessage(4001, LogLevel.Warning, "{Count} messages of {Topic}/{Partition} cannot be taken now; they are tried again in {PauseMs} ms.")]
    private static partial void LogTriedAgain(ILogger logger, string topic, int partition, int count, double pauseMs, Exception e);
}
