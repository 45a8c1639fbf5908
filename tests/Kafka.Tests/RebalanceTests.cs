using PreDelinquency.Cluster.Tests.Doubles;

namespace PreDelinquency.Kafka.Tests;

/// <summary>Partitions change hands.</summary>
public sealed class RebalanceTests : MockedKafkaTests
{
    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task Two_who_share_the_partitions_and_hand_them_over_while_loaded_lose_nothing_and_do_nothing_twice(string protocol)
    {
        await using var first = Read(With(protocol) with { MaxBatch = 8 });
        var parts = Life.Chunk((Life.Count + 3) / 4).ToList();
        await WriteAsync(parts[0]);
        await Eventually.HoldsAsync(() => first.Consumer.Partitions == MockKafka.Partitions);

        var writing = WriteAsync(parts[1]);
        await using var second = Read(With(protocol) with { MaxBatch = 8 });
        await writing;
        await Eventually.HoldsAsync(() => first.Consumer.Partitions == MockKafka.Partitions / 2 && second.Consumer.Partitions == MockKafka.Partitions / 2);

        writing = WriteAsync(parts[2]);
        await first.StopAsync();
        await writing;
        await WriteAsync(parts[3]);
        await Eventually.HoldsAsync(() => second.Consumer.Partitions == MockKafka.Partitions);

        await AllTakenAsync();
        await AllCommittedAsync();
        HasEverythingOnce();
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
        Assert.Equal(0, first.Consumer.Partitions);
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public async Task A_partition_that_is_given_away_breaks_off_what_takes_too_long_and_the_next_one_takes_it(string protocol)
    {
        var (go, underWay) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        Store.Before = call =>
        {
            if (call.Kind != StoreCallKind.Commit)
                return Task.CompletedTask;
            Interlocked.Increment(ref underWay);
            return go.Task;
        };
        await WriteAsync(Life);
        await using var first = Read(With(protocol) with { RevokePatience = TimeSpan.FromMilliseconds(50) });
        await Eventually.HoldsAsync(() => Volatile.Read(ref underWay) > 0);

        await using var second = Read(With(protocol) with { RevokePatience = TimeSpan.FromMilliseconds(50) });
        await Eventually.HoldsAsync(() => first.Consumer.Partitions == MockKafka.Partitions / 2 && second.Consumer.Partitions == MockKafka.Partitions / 2);
        Assert.All(Committed(), offset => Assert.Equal(0, offset));
        go.SetResult();

        await AllTakenAsync();
        await AllCommittedAsync();
        HasEverythingOnce();
    }
}
