using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Cluster.Time;
using PreDelinquency.Domain;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

/// <summary>Ticks and clocks.</summary>
public sealed class TimeTests
{
    private static readonly DateTimeOffset Wall = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Lives.OfEight[^1].Timestamp.AddDays(1);

    private readonly LocalCluster _cluster = new(Models.Nervous);
    private int _dueReads;

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_hears_a_tick_and_hears_no_other_before_the_next_local_day()
    {
        await IngestAllAsync();

        Assert.Equal(8, await _cluster.TickAsync(End));
        Assert.Equal(0, await _cluster.TickAsync(End));

        foreach (var id in Lives.OfEight.Select(t => t.CustomerId).Distinct())
            Replayed.IsAsStored(id, _cluster.Store.Stored(id), Models.Nervous);
        Assert.Equal(8, await _cluster.TickAsync(End.AddDays(1)));
        Assert.Equal(8, await _cluster.TickAsync(End.AddDays(100)));
        Assert.Equal(0, await _cluster.TickAsync(End.AddYears(9)));
    }

    [Fact]
    public async Task A_round_that_breaks_off_at_the_store_is_made_good_by_the_next()
    {
        await IngestAllAsync();
        var commits = 0;
        _cluster.Store.Before = call => call.Kind == StoreCallKind.Commit && ++commits > 3 ? throw new StoreException("a cable was pulled") : Task.CompletedTask;

        await Assert.ThrowsAsync<ServiceUnavailableException>(() => _cluster.TickAsync(End));
        _cluster.Store.Before = static _ => Task.CompletedTask;
        Assert.Equal(5, await _cluster.TickAsync(End));

        foreach (var id in Lives.OfEight.Select(t => t.CustomerId).Distinct())
            Replayed.IsAsStored(id, _cluster.Store.Stored(id), Models.Nervous);
    }

    [Fact]
    public async Task Somebody_whose_state_and_log_are_damaged_does_not_keep_time_from_the_others_of_the_shard_and_is_told_of()
    {
        var ids = Enumerable.Range(0, 100_000).Select(i => $"c{i:00000}").Where(id => Shards.Of(id) == 7).Take(200).ToList();
        foreach (var id in ids)
            await _cluster.IngestAsync(id, [Lives.OfOne[0] with { CustomerId = id }], Stop);
        _cluster.DeactivateAll();
        _cluster.Store.Damage(ids[0], state => state[..^1]);
        _cluster.Store.DamageLog(ids[0], log => log.Clear());

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => new ShardTicks(7, _cluster.Store, _cluster).RunAsync(End, Stop));

        Assert.Equal((true, ids[0]), (refused.IsPermanent, refused.CustomerId));
        Assert.Contains(ids[0], refused.Message, StringComparison.Ordinal);
        Assert.Equal([ids[0]], await _cluster.Store.ReadDueAsync(7, End.ToUnixTimeMilliseconds(), "", 1000, Stop));
    }

    [Fact]
    public async Task Somebody_who_waits_for_a_later_version_of_the_program_does_not_keep_time_from_the_others_of_the_shard_and_hears_it_then()
    {
        var ids = Enumerable.Range(0, 100_000).Select(i => $"c{i:00000}").Where(id => Shards.Of(id) == 7).Take(200).ToList();
        foreach (var id in ids)
            await _cluster.IngestAsync(id, [Lives.OfOne[0] with { CustomerId = id }], Stop);
        _cluster.DeactivateAll();
        _cluster.Store.Damage(ids[0], state => [Customer.StateVersion + 1, .. state[1..]]);
        var ticks = new ShardTicks(7, _cluster.Store, _cluster);

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => ticks.RunAsync(End, Stop));

        Assert.Equal((false, ids[0]), (refused.IsPermanent, refused.CustomerId));
        Assert.Equal([ids[0]], await _cluster.Store.ReadDueAsync(7, End.ToUnixTimeMilliseconds(), "", 1000, Stop));
        _cluster.Store.Damage(ids[0], state => [Customer.StateVersion, .. state[1..]]);
        Assert.Equal(1, await ticks.RunAsync(End, Stop));
    }

    [Fact]
    public async Task Somebody_who_fails_as_nobody_foresaw_does_not_keep_time_from_the_others_of_the_shard_and_is_told_of()
    {
        var ids = await LiveInShardAsync(7, 1200);
        var customers = new FailingTicks(id => id == ids[3] ? new ArgumentOutOfRangeException(nameof(id), "no such day") : null);

        var refused = await Assert.ThrowsAsync<ServiceUnavailableException>(() => new ShardTicks(7, _cluster.Store, customers).RunAsync(End, Stop));

        Assert.Equal((true, ids[3]), (refused.IsPermanent, refused.CustomerId));
        Assert.Contains("no such day", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ids.Where(id => id != ids[3]), customers.Heard.Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> OfEverybody => ["unreachable", "the store", "an end"];

    [Theory]
    [MemberData(nameof(OfEverybody))]
    public async Task What_concerns_everybody_breaks_the_round_off(string what)
    {
        var ids = await LiveInShardAsync(7, 1200);
        var customers = new FailingTicks(_ => what switch
        {
            "unreachable" => new ServiceUnavailableException("no silo could be called"),
            "the store" => new StoreException("a cable was pulled"),
            _ => new OperationCanceledException(),
        });

        await Assert.ThrowsAnyAsync<Exception>(() => new ShardTicks(7, _cluster.Store, customers).RunAsync(End, Stop));

        Assert.Equal(1, _dueReads);
        Assert.Empty(customers.Heard);
        Assert.Equal(1200, ids.Count);
    }

    [Fact]
    public async Task Nobody_is_due_on_the_local_day_of_the_latest_event()
    {
        var last = Lives.OfOne[^1];
        await _cluster.IngestAsync(last.CustomerId, Lives.OfOne, Stop);
        var midnight = new DateTimeOffset(last.Timestamp.Date.AddDays(1), last.Timestamp.Offset);

        Assert.Equal(0, await _cluster.TickAsync(midnight.AddMilliseconds(-1)));
        Assert.Equal(1, await _cluster.TickAsync(midnight));
    }

    [Fact]
    public void The_wall_clock_is_the_present_whatever_the_stream_says()
    {
        var clock = new ClusterClock(ClockKind.Wall, new ManualTime(Wall), TimeSpan.FromDays(3));

        clock.Note(Wall.AddDays(1).ToUnixTimeMilliseconds(), Wall.AddDays(1).ToUnixTimeMilliseconds());

        Assert.Equal((Wall, Wall, Wall), (clock.Now, clock.Present, clock.Wall));
        Assert.Equal(Wall.AddDays(-3).ToUnixTimeMilliseconds(), clock.NewsCutoffMs);
    }

    [Fact]
    public void A_stream_on_its_own_time_is_the_present_from_its_first_event_on_and_never_goes_back()
    {
        var clock = new ClusterClock(ClockKind.Event, new ManualTime(Wall), TimeSpan.FromDays(3));
        Assert.Equal((Wall, Wall), (clock.Now, clock.Present));
        Assert.True(clock.NewsCutoffMs < 0);

        clock.Note(Wall.AddDays(-100).ToUnixTimeMilliseconds());
        clock.Note(Wall.AddDays(-200).ToUnixTimeMilliseconds());

        Assert.Equal((Wall, Wall.AddDays(-100)), (clock.Now, clock.Present));
        Assert.Equal(Wall.AddDays(-103).ToUnixTimeMilliseconds(), clock.NewsCutoffMs);
    }

    [Fact]
    public void A_stream_ahead_of_the_wall_bounds_the_future_by_its_front()
    {
        var clock = new ClusterClock(ClockKind.Event, new ManualTime(Wall), TimeSpan.FromDays(3));

        clock.Note(Wall.AddDays(10).ToUnixTimeMilliseconds(), Wall.AddDays(5).ToUnixTimeMilliseconds());

        Assert.Equal((Wall.AddDays(5), Wall.AddDays(10)), (clock.Now, clock.Present));
    }

    [Fact]
    public async Task A_gateway_learns_how_far_the_stream_is_from_the_shards()
    {
        await IngestAllAsync();
        await _cluster.Reporter.FlushAsync(Stop);
        var elsewhere = new ClusterClock(ClockKind.Event, new ManualTime(Lives.OfEight[0].Timestamp), TimeSpan.FromDays(3));
        var latest = Lives.OfEight.GroupBy(t => t.CustomerId).Select(g => g.Max(t => t.Timestamp)).OrderDescending().ToList();

        var view = new Portfolio.PortfolioView(_cluster, _cluster.Store, elsewhere, _cluster.Time);
        Assert.False(view.Begun.IsCompleted);
        await view.RefreshAsync(Stop);

        Assert.True(view.Begun.IsCompletedSuccessfully);
        Assert.Equal((latest[2].UtcDateTime, latest[0].UtcDateTime), (elsewhere.Now.UtcDateTime, elsewhere.Present.UtcDateTime));
    }

    private async Task<List<string>> LiveInShardAsync(int shard, int count)
    {
        var ids = Enumerable.Range(0, 1_000_000).Select(i => $"c{i:000000}").Where(id => Shards.Of(id) == shard).Take(count).ToList();
        foreach (var id in ids)
            await _cluster.IngestAsync(id, [Lives.OfOne[0] with { CustomerId = id }], Stop);
        _cluster.Store.Before = call =>
        {
            _dueReads += call.Kind == StoreCallKind.ReadDue ? 1 : 0;
            return Task.CompletedTask;
        };
        return ids;
    }

    private async Task IngestAllAsync()
    {
        foreach (var customer in Lives.OfEight.GroupBy(t => t.CustomerId))
            await _cluster.IngestAsync(customer.Key, [.. customer], Stop);
    }
}
