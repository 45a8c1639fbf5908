using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests.Hosts;

/// <summary>Commits that fail, or that another host was faster with: nothing is lost and nothing is done twice.</summary>
public sealed class CustomerFailureTests : HostedLife
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_failed_at_the_commit_and_is_made_again_counts_once(bool wasCommitted)
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync([.. Life.Take(Life.Count / 2)], Stop);
        var rest = Life.Skip(Life.Count / 2).ToList();
        FailOnce(StoreCallKind.Commit, wasCommitted);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync(rest, Stop).AsTask());
        Assert.False(host.IsBehind);
        var outcomes = await host.IngestAsync(rest, Stop);

        Assert.All(outcomes, outcome => Assert.Equal(wasCommitted ? Applied.Duplicate : Applied.Accepted, outcome.Applied));
        Assert.Equal(Life, Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
        Assert.Equal(Store.Stored(Id).Version, Cluster.Reported[^1].Customer.Version);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tick_that_failed_at_the_commit_and_is_made_again_counts_once(bool wasCommitted)
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync(Life, Stop);
        FailOnce(StoreCallKind.Commit, wasCommitted);

        await Assert.ThrowsAsync<StoreException>(() => host.TickAsync(Life[^1].Timestamp.AddDays(1), Stop).AsTask());
        await host.TickAsync(Life[^1].Timestamp.AddDays(1), Stop);

        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repetition_alone_whose_commit_failed_leaves_the_host_fit_for_the_next_call(bool wasCommitted)
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync([.. Life.SkipLast(1)], Stop);
        FailOnce(StoreCallKind.Commit, wasCommitted);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync([Life[^2]], Stop).AsTask());
        await host.IngestAsync([Life[^1]], Stop);

        Assert.False(host.IsBehind);
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task A_store_that_cannot_be_asked_for_late_ones_leaves_nothing_of_the_batch()
    {
        var host = Cluster.NewHost(Id);
        await host.IngestAsync([.. Life.Skip(1).SkipLast(1)], Stop);
        FailOnce(StoreCallKind.FindIds, wasDone: false);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync([Life[^1], Life[0]], Stop).AsTask());
        Assert.DoesNotContain(Life[^1], Store.Stored(Id).Log.Select(entry => entry.Transaction));
        var outcomes = await host.IngestAsync([Life[^1], Life[0]], Stop);

        Assert.Equal([Applied.Accepted, Applied.TooLate], outcomes.Select(o => o.Applied));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task Changes_of_level_of_a_call_that_failed_are_not_told_with_the_next()
    {
        var host = Cluster.NewHost(Id);
        FailOnce(StoreCallKind.Commit, wasDone: false);

        await Assert.ThrowsAsync<StoreException>(() => host.IngestAsync(Life, Stop).AsTask());
        await host.PutProfileAsync(new CustomerProfile { Name = "Ada" }, Stop);

        var told = Assert.Single(Cluster.Reported);
        Assert.Empty(told.Effects.RiskChanges);
        Assert.Equal(0, told.Effects.Transactions);
        await host.IngestAsync(Life, Stop);
        Assert.NotEmpty(Cluster.Reported[^1].Effects.RiskChanges);
    }

    [Fact]
    public async Task After_a_conflict_nothing_of_the_call_counts_and_the_host_knows_that_it_is_behind()
    {
        var (one, other) = (Cluster.NewHost(Id), Cluster.NewHost(Id));
        await one.IngestAsync([Life[0]], Stop);
        await other.IngestAsync([Life[1]], Stop);

        await Assert.ThrowsAsync<StateConflictException>(() => one.IngestAsync([Life[2]], Stop).AsTask());

        Assert.True(one.IsBehind);
        Assert.Equal(Life.Take(2), Store.Stored(Id).Log.Select(entry => entry.Transaction));
        await one.IngestAsync([Life[2]], Stop);
        Assert.False(one.IsBehind);
        Assert.Equal(Life.Take(3), Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    [Fact]
    public async Task Of_two_hosts_that_take_the_same_batch_at_once_one_gets_a_conflict_and_the_batch_counts_once()
    {
        var gate = new TaskCompletionSource();
        var waiting = 0;
        Store.Before = call =>
        {
            if (call.Kind != StoreCallKind.Commit)
                return Task.CompletedTask;
            if (Interlocked.Increment(ref waiting) == 2)
                gate.SetResult();
            return gate.Task;
        };

        var calls = new[] { Cluster.NewHost(Id), Cluster.NewHost(Id) }.Select(host => host.IngestAsync(Life, Stop).AsTask()).ToList();
        await Task.WhenAll(calls.Select(call => call.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(1, calls.Count(call => call.IsCompletedSuccessfully));
        Assert.IsType<StateConflictException>(Assert.Single(calls, call => call.IsFaulted).Exception!.InnerException);
        Assert.Equal(Life, Store.Stored(Id).Log.Select(entry => entry.Transaction));
        Replayed.IsAsStored(Id, Store.Stored(Id), Models.Nervous);
    }

    private void FailOnce(StoreCallKind kind, bool wasDone)
    {
        var failed = false;
        if (wasDone)
            Store.After = Fail;
        else
            Store.Before = Fail;

        Task Fail(StoreCall call)
        {
            if (failed || call.Kind != kind)
                return Task.CompletedTask;
            failed = true;
            throw new StoreException("a cable was pulled");
        }
    }
}
