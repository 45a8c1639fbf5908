using System.Text;
using Confluent.Kafka;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Engine;
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

    [Theory]
    [InlineData("{\"customer_id\":\"c\"", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("{\"customer_id\":\"no spaces\"}", "transaction_id")]
    public async Task A_malformed_message_becomes_a_dead_letter_in_the_store_and_on_its_topic(string document, string named)
    {
        var value = Encoding.UTF8.GetBytes(document);
        await Topic.WriteAsync(Topics.Transactions, [("somebody", value)]);
        await WriteAsync(Life);
        await using var reading = Read();

        await AllTakenAsync();
        await AllCommittedAsync();

        var kept = Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter;
        Assert.Equal(document.Length == 0 ? "(empty)" : document, kept.Document);
        Assert.Contains(named, kept.Error, StringComparison.Ordinal);
        Assert.Matches("^kafka transactions-stream/[0-3]@[0-9]+$", kept.Source);
        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;
        Assert.Equal(("somebody", document), (sent.Key, Encoding.UTF8.GetString(sent.Value ?? [])));
        Assert.Equal((kept.Error, kept.Source), (HeaderOf(sent, "error"), HeaderOf(sent, "source")));
        HasEverythingOnce();
    }

    [Fact]
    public async Task What_is_no_text_at_all_goes_to_the_topic_as_it_came()
    {
        byte[] value = [0xff, 0x00, 0xfe];
        await Topic.WriteAsync(Topics.Transactions, [("somebody", value)]);
        await using var reading = Read();

        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;

        Assert.Equal(value, sent.Value);
        Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task A_transaction_that_comes_too_late_goes_to_the_topic_with_the_reason()
    {
        var life = Lives.OfOne;
        await WriteAsync([.. life.Skip(1), life[0]]);
        await using var reading = Read();

        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;

        Assert.Equal(Feed.Written(life[0]), sent.Value);
        Assert.Contains("must not be more than 7 days before", HeaderOf(sent, "error"), StringComparison.Ordinal);
        Assert.Equal(HeaderOf(sent, "error"), Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter.Error);
        await AllCommittedAsync();
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

    public static TheoryData<Exception> FaultsOfOne =>
        [new NotSupportedException("no such thing"), new StoreException("no such thing") { IsPermanent = true }, new ServiceUnavailableException("no such thing") { IsPermanent = true }];

    [Theory]
    [MemberData(nameof(FaultsOfOne), DisableDiscoveryEnumeration = true)]
    public async Task One_customer_that_fails_for_a_reason_of_its_own_has_dead_letters_and_keeps_nobody_waiting(Exception fault)
    {
        var one = Life[0].CustomerId;
        Store.Before = call => call.Kind == StoreCallKind.Commit && call.CustomerId == one ? throw fault : Task.CompletedTask;
        await WriteAsync(Life);
        await using var reading = Read(Options with { CustomerPatience = TimeSpan.Zero });

        await AllCommittedAsync();

        Assert.False(reading.Ended.IsCompleted);
        foreach (var other in Life.Where(t => t.CustomerId != one).GroupBy(t => t.CustomerId))
            Assert.Equal(other, Store.Stored(other.Key).Log.Select(entry => entry.Transaction));
        var own = Life.Where(t => t.CustomerId == one).Select(t => Encoding.UTF8.GetString(Feed.Written(t))).Order(StringComparer.Ordinal).ToList();
        var kept = (await Store.ReadDeadLettersAsync(0, int.MaxValue, Stop)).Select(l => l.Letter).ToList();
        Assert.Equal(own, kept.Select(l => l.Document).Order(StringComparer.Ordinal));
        Assert.All(kept, letter => Assert.Contains("no such thing", letter.Error, StringComparison.Ordinal));
        var sent = Topic.Read(Topics.DeadLetters, MockKafka.Partitions, own.Count);
        Assert.Equal(own, sent.Select(m => Encoding.UTF8.GetString(m.Message.Value)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_customer_whom_a_later_version_of_the_program_wrote_waits_for_it_however_long_and_nothing_becomes_a_dead_letter()
    {
        var one = Life[0].CustomerId;
        var (first, rest) = (Life.TakeWhile(t => t.CustomerId == one).ToList(), Life.SkipWhile(t => t.CustomerId == one).ToList());
        await Cluster.Front.IngestAsync(first, Stop);
        Cluster.DeactivateAll();
        Store.Damage(one, state => [Domain.Customer.StateVersion + 1, .. state[1..]]);
        var loads = 0;
        Store.Before = call =>
        {
            if (call.Kind == StoreCallKind.Load && call.CustomerId == one && Interlocked.Increment(ref loads) == 5)
                Store.Damage(one, state => [Domain.Customer.StateVersion, .. state[1..]]);
            return Task.CompletedTask;
        };
        await WriteAsync(rest);
        await using var reading = Read(Options with { CustomerPatience = TimeSpan.Zero });

        await AllTakenAsync();

        HasEverythingOnce();
        Assert.True(loads >= 5);
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
        Assert.Equal(0, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task What_passes_within_the_patience_for_one_customer_makes_no_dead_letters()
    {
        var (one, left) = (Life[0].CustomerId, 3);
        Store.Before = call => call.Kind == StoreCallKind.Commit && call.CustomerId == one && Interlocked.Decrement(ref left) >= 0 ? throw new NotSupportedException("no such thing") : Task.CompletedTask;
        await WriteAsync(Life);
        await using var reading = Read();

        await AllCommittedAsync();

        HasEverythingOnce();
        Assert.Empty(await Store.ReadDeadLettersAsync(0, 10, Stop));
    }

    [Fact]
    public async Task A_store_that_fails_in_a_way_that_nobody_foresaw_is_tried_again_and_ends_nothing()
    {
        var left = 3;
        Store.Before = call => call.Kind == StoreCallKind.Bury && Interlocked.Decrement(ref left) >= 0 ? throw new NotSupportedException("no such thing") : Task.CompletedTask;
        await Topic.WriteAsync(Topics.Transactions, [("somebody", "no transaction"u8.ToArray())]);
        await WriteAsync(Life);
        await using var reading = Read();

        await AllCommittedAsync();

        Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop));
        HasEverythingOnce();
    }

    [Theory]
    [InlineData(1_020_000, false)]
    [InlineData(1_020_000, true)]
    [InlineData(3_000, true)]
    public async Task A_malformed_message_that_is_too_large_for_the_letters_goes_without_its_value_and_keeps_nobody_waiting(int size, bool isRefused)
    {
        const short MessageTooLarge = 10;
        var value = Enumerable.Repeat((byte)'x', size).ToArray();
        await Topic.WriteAsync(Topics.Transactions, [("somebody", value)]);
        await WriteAsync(Life);
        if (isRefused)
            Brokers.Refuse(KafkaRequest.Produce, MessageTooLarge, 1);
        await using var reading = Read();

        await AllTakenAsync();
        await AllCommittedAsync();

        var sent = Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message;
        Assert.Equal("somebody", sent.Key);
        Assert.Equal(isRefused ? null : value, sent.Value);
        Assert.Equal(isRefused, sent.Headers.TryGetLastBytes("left-out", out var leftOut));
        if (isRefused)
            Assert.Equal($"too large: a value of {size} bytes", Encoding.UTF8.GetString(leftOut!));
        var kept = Assert.Single(await Store.ReadDeadLettersAsync(0, 10, Stop)).Letter;
        Assert.Equal(Math.Min(size, DeadLetter.LongestDocument), kept.Document.Length);
        Assert.Equal((kept.Error, kept.Source), (HeaderOf(sent, "error"), HeaderOf(sent, "source")));
        HasEverythingOnce();
    }

    [Fact]
    public async Task A_malformed_message_that_the_client_itself_calls_too_large_goes_without_its_value()
    {
        await Topic.WriteAsync(Topics.Transactions, [("somebody", new byte[50_000])]);
        await using var reading = Read(Options with { Settings = new Dictionary<string, string>(Options.Settings) { ["message.max.bytes"] = "20000" } });

        await AllCommittedAsync();

        Assert.Equal("too large: a value of 50000 bytes", HeaderOf(Assert.Single(Topic.Read(Topics.DeadLetters, MockKafka.Partitions, 1)).Message, "left-out"));
    }

    private static string HeaderOf(Message<string, byte[]> message, string name) => Encoding.UTF8.GetString(message.Headers.GetLastBytes(name));
}
