using System.Text;
using PreDelinquency.Cluster.Tests.Doubles;

namespace PreDelinquency.Kafka.Tests;

/// <summary>What was read and cannot be taken yet.</summary>
public sealed class WaitingTests : MockedKafkaTests
{
    [Fact]
    public async Task A_partition_whose_messages_cannot_be_taken_is_paused_so_that_memory_is_bounded_and_goes_on_afterwards()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Store.Before = call => call.Kind == StoreCallKind.Commit ? go.Task : Task.CompletedTask;
        await WriteAsync(Life);
        await using var reading = Read(Options with { MaxBatch = 16, MaxWaiting = 64 });
        var most = 0;

        await Eventually.HoldsAsync(() => (most = Math.Max(most, reading.Consumer.Waiting)) >= 64);
        for (var look = 0; look < 20; look++)
            await Eventually.HoldsAsync(() => (most = Math.Max(most, reading.Consumer.Waiting)) >= 64);
        go.SetResult();
        await Eventually.HoldsAsync(async () =>
        {
            most = Math.Max(most, reading.Consumer.Waiting);
            return (await Store.ReadTotalsAsync(Stop)).Transactions == Life.Count;
        });

        Assert.InRange(most, 64, MockKafka.Partitions * 64);
        Assert.True(Life.Count > 2 * MockKafka.Partitions * 64);
        await AllCommittedAsync();
        HasEverythingOnce();
    }

    [Fact]
    public async Task What_a_store_that_does_not_work_keeps_from_being_read_is_lag_until_it_works()
    {
        var go = new TaskCompletionSource();
        Store.Before = call => call.Kind == StoreCallKind.Commit ? go.Task : Task.CompletedTask;
        await WriteAsync(Life);
        await using var reading = Read(Options with { MaxBatch = 128, MaxWaiting = 128 });

        await Eventually.HoldsAsync(() => reading.Consumer.Lag > 0);
        Assert.InRange(reading.Consumer.Lag, 1, Life.Count);
        go.SetResult();

        await AllTakenAsync();
        await Eventually.HoldsAsync(() => reading.Consumer.Lag == 0);
    }

    [Fact]
    public async Task What_waits_and_what_is_under_way_is_bounded_by_bytes_too()
    {
        const int Most = 64 * 1024;
        var (go, isUnderWay) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Store.Before = call =>
        {
            if (call.Kind != StoreCallKind.Bury)
                return Task.CompletedTask;
            isUnderWay.TrySetResult();
            return go.Task;
        };
        await using var reading = Read(Options with { MaxBatch = 1, MaxWaitingBytes = Most });
        await Topic.WriteAsync(Topics.Transactions, [LargeMessage(0)]);

        // From here on nothing leaves what waits, so that where reading ends is no matter of chance.
        await isUnderWay.Task;
        await Topic.WriteAsync(Topics.Transactions, Enumerable.Range(1, 11).Select(LargeMessage));
        await Eventually.HoldsAsync(() => reading.Consumer.Lag == 8);
        Assert.Equal(3, reading.Consumer.Waiting);
        Assert.InRange(reading.Consumer.Bytes, Most, Most + 17 * 1024);

        // Nothing is fetched from a partition that is paused, and what comes to it is lag all the same.
        await Topic.WriteAsync(Topics.Transactions, Enumerable.Range(12, 3).Select(LargeMessage));
        await Eventually.HoldsAsync(() => reading.Consumer.Lag == 11);

        go.SetResult();
        await AllCommittedAsync();
        Assert.Equal(15, (await Store.ReadDeadLettersAsync(0, 100, Stop)).Count);
        Assert.Equal(0, reading.Consumer.Bytes);
    }

    [Fact]
    public async Task A_batch_is_bounded_by_bytes_too()
    {
        var (go, letters) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new List<long>());
        Store.Before = async call =>
        {
            if (call.Kind != StoreCallKind.Bury)
                return;
            await go.Task;
            letters.Add((await Store.ReadTotalsAsync(Stop)).DeadLetters);
        };
        await using var reading = Read(Options with { MaxWaitingBytes = 4 * 32 * 1024 });
        await Topic.WriteAsync(Topics.Transactions, Enumerable.Range(0, 7).Select(LargeMessage));
        await Eventually.HoldsAsync(() => reading.Consumer.Bytes > 7 * 16 * 1024);

        go.SetResult();
        await AllCommittedAsync();

        // Two messages of more than 16 KiB each are a batch, but for the first, which comes as it does.
        letters.Add(7);
        Assert.All(letters.Zip(letters.Skip(1)), batch => Assert.InRange(batch.Second - batch.First, 1, 2));
    }

    private static (string Key, byte[] Value) LargeMessage(int number) => ("somebody", Encoding.ASCII.GetBytes($"{number} {new string('x', 16 * 1024)}"));
}
