using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;

namespace PreDelinquency.Kafka.Tests;

/// <summary>Brokers go, and come back.</summary>
public sealed class BrokerOutageTests : MockedKafkaTests
{
    private static OutgoingMessage Message => new(new Message<byte[]?, byte[]?> { Key = [1], Value = [2] }, default);

    [Fact]
    public async Task After_an_outage_everything_is_read_once_and_the_problem_is_gone()
    {
        var half = Life.Count / 2;
        await WriteAsync(Life.Take(half));
        await using var reading = Read();
        await Eventually.HoldsAsync(async () => (await Store.ReadTotalsAsync(Stop)).Transactions >= half);

        Brokers.GoDown();
        await Eventually.HoldsAsync(() => reading.Consumer.Problem is not null);
        Assert.Null(reading.Consumer.Left);
        Brokers.ComeBack();
        await Eventually.HoldsAsync(() => reading.Consumer.Problem is null);
        Assert.NotNull(reading.Consumer.Left);
        await WriteAsync(Life.Skip(half));

        await AllTakenAsync();
        await AllCommittedAsync();
        HasEverythingOnce();
    }

    [Fact]
    public async Task What_was_taken_while_the_brokers_were_gone_is_committed_when_they_are_back()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await WriteAsync(Life);
        Store.Before = _ => go.Task;
        await using var reading = Read();
        await Eventually.HoldsAsync(() => reading.Consumer.Uncommitted == Life.Count);
        Brokers.GoDown();
        await Eventually.HoldsAsync(() => reading.Consumer.Problem is not null);

        go.SetResult();
        await AllTakenAsync();
        Brokers.ComeBack();

        await AllCommittedAsync();
        HasEverythingOnce();
    }

    [Fact]
    public async Task Reading_can_be_stopped_while_the_brokers_are_gone_and_what_was_not_committed_counts_once()
    {
        await WriteAsync(Life);
        await using (var reading = Read(Options with { CommitInterval = TimeSpan.FromDays(1) }))
        {
            await AllTakenAsync();
            Brokers.GoDown();
            await Eventually.HoldsAsync(() => reading.Consumer.Problem is not null);
            await reading.StopAsync();
        }

        Brokers.ComeBack();
        await using var restarted = Read();

        await AllCommittedAsync();
        HasEverythingOnce();
        Assert.Equal(Life.Count, (await Store.ReadTotalsAsync(Stop)).Duplicates);
    }

    [Fact]
    public async Task Reading_that_begins_before_the_brokers_do_begins_with_them()
    {
        await WriteAsync(Life);
        Brokers.GoDown();
        await using var reading = Read();
        await Eventually.HoldsAsync(() => reading.Consumer.Problem is not null);

        Brokers.ComeBack();

        await AllTakenAsync();
        await Eventually.HoldsAsync(() => reading.Consumer.Problem is null);
        HasEverythingOnce();
    }

    [Fact]
    public async Task Who_has_nothing_to_write_hears_by_a_look_that_the_brokers_are_back()
    {
        using var writer = new KafkaWriter(Options, NullLogger<KafkaWriter>.Instance);
        await writer.SendAsync(Topics.Interventions, [Message], Stop);
        Assert.Null(writer.Problem);

        Brokers.GoDown();
        await Eventually.HoldsAsync(() => writer.Problem is not null);
        await writer.LookAgainAsync();
        Assert.NotNull(writer.Problem);
        Brokers.ComeBack();

        await Eventually.HoldsAsync(async () =>
        {
            await writer.LookAgainAsync();
            return writer.Problem is null;
        });
    }

    [Fact]
    public async Task What_brokers_refuse_is_a_problem_until_they_take_it_however_often_somebody_looks()
    {
        const short MessageTooLarge = 10;
        using var writer = new KafkaWriter(Options, NullLogger<KafkaWriter>.Instance);
        Brokers.Refuse(KafkaRequest.Produce, MessageTooLarge, 1000);
        await Assert.ThrowsAnyAsync<KafkaException>(() => writer.SendAsync(Topics.Interventions, [Message], Stop));

        await writer.LookAgainAsync();

        Assert.NotNull(writer.Problem);
        Brokers.Accept(KafkaRequest.Produce);
        await writer.SendAsync(Topics.Interventions, [Message], Stop);
        Assert.Null(writer.Problem);
    }

    [Fact]
    public async Task Commits_that_fail_are_a_problem_until_one_works_also_while_everything_can_be_read()
    {
        const short NotAuthorized = 30;
        Brokers.Refuse(KafkaRequest.OffsetCommit, NotAuthorized, 100_000);
        await WriteAsync(Life);
        await using var reading = Read();
        await AllTakenAsync();
        await Eventually.HoldsAsync(() => reading.Consumer.CommitFailures > 0);

        // For longer than brokers that can be asked again take to be found.
        var failures = reading.Consumer.CommitFailures;
        await Eventually.HoldsAsync(() =>
        {
            Assert.Contains("offsets are not committed", reading.Consumer.Problem, StringComparison.Ordinal);
            return reading.Consumer.CommitFailures > failures + 75 && reading.Consumer.Lag == 0;
        });
        Assert.Equal(Life.Count, reading.Consumer.Uncommitted);
        Brokers.Accept(KafkaRequest.OffsetCommit);

        await AllCommittedAsync();
        await Eventually.HoldsAsync(() => reading.Consumer.Problem is null && reading.Consumer.Uncommitted == 0);
    }
}
