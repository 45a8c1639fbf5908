using PreDelinquency.Domain;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster.Tests.Hosts;

/// <summary>Transactions that come to the host of a customer.</summary>
public sealed class CustomerIngestTests : HostedLife
{
    [Fact]
    public async Task A_batch_is_stored_whole_with_all_that_follows_from_it()
    {
        var host = Cluster.NewHost(Id);

        var outcomes = await host.IngestAsync(Life, Stop);

        Assert.All(outcomes, outcome => Assert.Equal(new IngestOutcome(Applied.Accepted, null), outcome));
        var stored = Store.Stored(Id);
        Assert.Equal(Life, stored.Log.Select(entry => entry.Transaction));
        Assert.Equal(1, stored.Version);
        Assert.NotEmpty(stored.Interventions);
        Assert.Equal(Life[^1].Timestamp, stored.Summary.LatestEvent);
        Replayed.IsAsStored(Id, stored, Models.Nervous);
    }

    [Fact]
    public async Task The_same_life_in_batches_of_any_size_through_one_host_or_many_comes_to_the_same()
    {
        await Cluster.NewHost(Id).IngestAsync(Life, Stop);
        var whole = Store.Stored(Id);
        var other = new LocalCluster(Models.Nervous);
        var random = new Random(1);
        var host = other.NewHost(Id);
        for (var from = 0; from < Life.Count;)
        {
            var count = Math.Min(random.Next(1, 12), Life.Count - from);
            await host.IngestAsync([.. Life.Skip(from).Take(count)], Stop);
            from += count;
            if (random.Next(3) == 0)
                host = other.NewHost(Id);
        }

        var parts = other.Store.Stored(Id);
        Assert.Equal(whole.State, parts.State);
        Assert.Equal(whole.Scores.Select(s => s.Point), parts.Scores.Select(s => s.Point));
        Assert.Equal(whole.Interventions.Select(i => Replayed.Describe(i.Intervention)), parts.Interventions.Select(i => Replayed.Describe(i.Intervention)));
    }

    [Fact]
    public async Task A_repeated_transaction_is_a_duplicate_and_changes_nothing()
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);
        var before = Store.Stored(Id).State;

        var outcomes = await host.IngestAsync([Life[^1], Life[^2], Life[^1]], Stop);

        Assert.All(outcomes, outcome => Assert.Equal(Applied.Duplicate, outcome.Applied));
        Assert.Equal(before, Store.Stored(Id).State);
        Assert.Equal(Life.Count, Store.Stored(Id).Log.Count);
        Assert.Equal(3, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task A_transaction_that_comes_twice_in_one_batch_counts_once()
    {
        var outcomes = await Cluster.NewHost(Id).IngestAsync([Life[0], Life[0]], Stop);

        Assert.Equal([Applied.Accepted, Applied.Duplicate], outcomes.Select(o => o.Applied));
        Assert.Single(Store.Stored(Id).Log);
    }

    [Fact]
    public async Task A_duplicate_is_known_after_a_reload()
    {
        await Cluster.NewHost(Id).IngestAsync(Life, Stop);

        var outcomes = await Cluster.NewHost(Id).IngestAsync([Life[^1]], Stop);

        Assert.Equal([Applied.Duplicate], outcomes.Select(o => o.Applied));
        Assert.Equal(Life.Count, Store.Stored(Id).Log.Count);
    }

    [Fact]
    public async Task A_late_transaction_that_the_log_knows_is_a_duplicate()
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);

        var outcomes = await host.IngestAsync([Life[0]], Stop);

        Assert.Equal([new IngestOutcome(Applied.Duplicate, null)], outcomes);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task A_late_transaction_that_was_accepted_earlier_in_the_same_batch_is_a_duplicate()
    {
        var outcomes = await Cluster.NewHost(Id).IngestAsync([.. Life, Life[0]], Stop);

        Assert.Equal(new IngestOutcome(Applied.Duplicate, null), outcomes[^1]);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
        Assert.Equal(1, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task A_late_transaction_is_buried_once_with_its_reason_however_often_it_comes()
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync([.. Life.Skip(1)], Stop);
        var state = Store.Stored(Id).State;

        var first = await host.IngestAsync([Life[0], Life[0]], Stop);
        var second = await Cluster.NewHost(Id).IngestAsync([Life[0]], Stop);

        Assert.All([.. first, .. second], outcome => Assert.Equal(Applied.TooLate, outcome.Applied));
        Assert.All([.. first, .. second], outcome => Assert.Contains("must not be more than 7 days before", outcome.Error, StringComparison.Ordinal));
        var letter = Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter;
        Assert.Contains(Life[0].TransactionId, letter.Document, StringComparison.Ordinal);
        Assert.Equal((first[0].Error, "late"), (letter.Error, letter.Source));
        Assert.Equal(state, Store.Stored(Id).State);
    }

    [Fact]
    public async Task News_is_told_apart_from_history_that_is_being_loaded()
    {
        var live = new LocalCluster(Models.Nervous, ClockKind.Wall, new ManualTime(Life[^1].Timestamp));

        await live.NewHost(Id).IngestAsync(Life, Stop);

        var stored = live.Store.Stored(Id).Interventions;
        Assert.Contains(stored, i => i.Status == InterventionStatus.Lapsed);
        Assert.All(stored, i => Assert.Equal(i.Intervention.At >= Life[^1].Timestamp.AddDays(-3), i.Status == InterventionStatus.Proposed));
        Assert.Equal(stored.Where(i => i.Status == InterventionStatus.Proposed), live.Reported.SelectMany(r => r.Effects.Interventions));
        Assert.All(live.Reported.SelectMany(r => r.Effects.RiskChanges), change => Assert.True(change.At >= Life[^1].Timestamp.AddDays(-3)));
    }
}
