using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Kafka.Tests;

/// <summary>A stream that runs on its own time, ahead of the real one.</summary>
public sealed class EventTimeTests : MockedKafkaTests
{
    [Fact]
    public async Task What_only_seems_ahead_of_time_is_taken_once_the_silo_has_heard_how_far_the_stream_is()
    {
        var cluster = new LocalCluster(Models.Nervous, time: new ManualTime(Life[0].Timestamp.AddDays(-100)));
        var before = Life.Take(Life.Count / 2).ToList();
        await cluster.Front.IngestAsync(before, Stop);
        await cluster.Reporter.FlushAsync(Stop);
        var front = before.GroupBy(t => t.CustomerId).Select(life => life.Max(t => t.Timestamp)).OrderDescending().ElementAt(2);
        Assert.True(before[0].Timestamp - cluster.Clock.Now > TransactionRules.FutureTolerance);
        List<Transaction> next = [.. Life.Skip(before.Count).TakeWhile(t => t.Timestamp <= front.AddDays(2))];
        Assert.True(next.Count > 10, $"{next.Count}");

        await WriteAsync(next);
        await Topic.WriteAsync(Topics.Transactions, Feed.Of([next[^1] with { TransactionId = "far", Timestamp = front.AddDays(3) }]));
        await using var reading = new Reading(cluster, Options);
        await AllCommittedAsync();

        Assert.Equal(before.Count + next.Count, (await cluster.Store.ReadTotalsAsync(Stop)).Transactions);
        Assert.Contains("must not be more than 2 days after now", Assert.Single(await cluster.Store.ReadDeadLettersAsync(0, 10, Stop)).Letter.Error, StringComparison.Ordinal);
    }
}
