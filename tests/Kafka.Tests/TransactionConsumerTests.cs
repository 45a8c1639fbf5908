using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Kafka.Tests;

public sealed class TransactionConsumerTests : MockedKafkaTests
{
    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Transactions_reach_their_customers_in_order_and_are_committed(string protocol)
    {
        await WriteAsync(Life);
        await using var reading = Read(With(protocol));

        await AllTakenAsync();
        await AllCommittedAsync();

        HasEverythingOnce();
        Assert.Null(reading.Consumer.Problem);
        Assert.Equal(MockKafka.Partitions, reading.Consumer.Partitions);
        Assert.Equal(0, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task Offsets_stay_behind_a_store_that_does_not_work_and_rise_once_it_does()
    {
        var (tries, isWorking) = (0, false);
        Store.Before = call =>
        {
            if (call.Kind != StoreCallKind.Commit || Volatile.Read(ref isWorking))
                return Task.CompletedTask;
            Interlocked.Increment(ref tries);
            throw new StoreException("a cable was pulled");
        };
        await WriteAsync(Life);
        await using var reading = Read();

        await Eventually.HoldsAsync(() => Volatile.Read(ref tries) > 50);
        Assert.All(Committed(), offset => Assert.Equal(0, offset));
        Volatile.Write(ref isWorking, true);

        await AllTakenAsync();
        await AllCommittedAsync();
        HasEverythingOnce();
    }

    [Fact]
    public async Task What_is_sent_again_after_a_crash_before_the_commit_counts_once()
    {
        const short GroupAuthorizationFailed = 30;
        await WriteAsync(Life);
        Brokers.Refuse(KafkaRequest.OffsetCommit, GroupAuthorizationFailed, 10_000);
        await using (Read())
            await AllTakenAsync();
        Assert.All(Committed(), offset => Assert.Equal(0, offset));
        Brokers.Accept(KafkaRequest.OffsetCommit);

        await using var restarted = Read();

        await AllCommittedAsync();
        HasEverythingOnce();
        Assert.Equal(Life.Count, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task A_commit_that_was_refused_is_made_up_for_by_the_next()
    {
        const short GroupAuthorizationFailed = 30;
        Brokers.Refuse(KafkaRequest.OffsetCommit, GroupAuthorizationFailed, 1);
        await WriteAsync(Life);
        await using var reading = Read();
        await AllTakenAsync();

        await AllCommittedAsync();

        await Eventually.HoldsAsync(() => reading.Consumer.Problem is null);
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Partitions_that_are_committed_one_after_the_other_leave_nothing_uncommitted(string protocol)
    {
        await using var reading = Read(With(protocol));
        foreach (var customer in Life.GroupBy(t => t.CustomerId))
        {
            await WriteAsync(customer);
            await AllCommittedAsync();
        }

        await AllTakenAsync();
        Assert.True(Committed().Count(offset => offset > 0) > 1);
        await Eventually.HoldsAsync(() => reading.Consumer.Lag + reading.Consumer.Uncommitted == 0);
    }

    [Fact]
    public async Task A_stop_finishes_what_is_under_way_and_commits_it_and_nothing_else()
    {
        var (go, isUnderWay) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Store.Before = call =>
        {
            if (call.Kind != StoreCallKind.Commit)
                return Task.CompletedTask;
            isUnderWay.TrySetResult();
            return go.Task;
        };
        await WriteAsync(Life);
        long taken;
        await using (var reading = Read(Options with { MaxBatch = 16, CommitInterval = TimeSpan.FromDays(1), RevokePatience = TimeSpan.FromMinutes(5) }))
        {
            await isUnderWay.Task;
            var stopped = reading.StopAsync();
            await Eventually.HoldsAsync(() => reading.Consumer.Partitions == 0);
            Assert.False(stopped.IsCompleted);
            go.SetResult();
            await stopped;
            taken = (await Store.ReadTotalsAsync(Stop)).Transactions;
        }

        Assert.InRange(taken, 1, Life.Count - 1);
        Assert.Equal(taken, Committed().Sum());
        await using var restarted = Read();
        await AllTakenAsync();
        await AllCommittedAsync();
        HasEverythingOnce();
        Assert.Equal(0, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }
}
