using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

/// <summary>News on its way from hosts to gateways.</summary>
public sealed class EffectsTests
{
    private readonly LocalCluster _cluster = new(Models.Nervous);
    private readonly HeardEffects _heard = new();

    private CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Every_intervention_is_heard_once_and_in_order_whatever_the_stream_loses_repeats_or_disorders_and_however_the_store_fails(int seed)
    {
        var random = new Random(seed);
        await _cluster.Inbox.BeginAsync(Stop);
        using var listening = _cluster.Inbox.Listen(_heard);
        foreach (var transaction in Lives.OfEight)
            await _cluster.IngestAsync(transaction.CustomerId, [transaction], Stop);
        List<CommittedEffects> messages = [.. _cluster.Reported.Select(r => r.Effects).Where(e => e.Interventions.Count > 0 && random.Next(3) > 0)];
        messages.AddRange([.. messages.Where(_ => random.Next(3) == 0)]);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages));
        Assert.NotEmpty(messages);

        foreach (var message in messages)
        {
            _cluster.Store.Before = call => call.Kind == StoreCallKind.ReadInterventions && random.Next(2) == 0 ? throw new StoreException("a cable was pulled") : Task.CompletedTask;
            try
            {
                await _cluster.Inbox.TakeAsync(message, Stop);
            }
            catch (StoreException)
            {
                // As the subscriber does: the next message, or the next second, makes it good.
            }
        }

        _cluster.Store.Before = static _ => Task.CompletedTask;
        await _cluster.Inbox.CatchUpAsync(Stop);
        var stored = await _cluster.Store.ReadInterventionsAsync(0, int.MaxValue, Stop);
        Assert.NotEmpty(stored);
        Assert.Equal(stored.Where(i => i.Status == InterventionStatus.Proposed), _heard.Interventions);
        Assert.Equal(stored[^1].Sequence, _cluster.Inbox.Sequence);
    }

    [Fact]
    public async Task What_was_there_before_it_began_is_not_news()
    {
        await IngestAllAsync();
        await _cluster.Inbox.BeginAsync(Stop);
        using var listening = _cluster.Inbox.Listen(_heard);

        await _cluster.Inbox.CatchUpAsync(Stop);

        Assert.Empty(_heard.Interventions);
        Assert.Equal((await _cluster.Store.ReadTotalsAsync(Stop)).Interventions, _cluster.Inbox.Sequence);
    }

    [Fact]
    public async Task A_look_at_the_store_that_comes_before_the_beginning_does_not_make_the_past_news()
    {
        await IngestAllAsync();
        using var listening = _cluster.Inbox.Listen(_heard);

        await Task.WhenAll(_cluster.Inbox.CatchUpAsync(Stop), _cluster.Inbox.BeginAsync(Stop), _cluster.Inbox.CatchUpAsync(Stop));

        Assert.Empty(_heard.Interventions);
        Assert.Equal((await _cluster.Store.ReadTotalsAsync(Stop)).Interventions, _cluster.Inbox.Sequence);
    }

    [Fact]
    public async Task A_gateway_whose_start_failed_at_the_store_begins_when_it_is_told_to_again()
    {
        _cluster.Store.Before = _ => throw new StoreException("a cable was pulled");
        await Assert.ThrowsAsync<StoreException>(() => _cluster.Inbox.BeginAsync(Stop));
        _cluster.Store.Before = static _ => Task.CompletedTask;
        using var listening = _cluster.Inbox.Listen(_heard);

        await _cluster.Inbox.BeginAsync(Stop);
        await _cluster.IngestAsync(Lives.OfOne[0].CustomerId, Lives.OfOne, Stop);
        await _cluster.Inbox.CatchUpAsync(Stop);

        Assert.NotEmpty(_heard.Interventions);
        Assert.Equal(1, _heard.Interventions[0].Sequence);
    }

    [Fact]
    public async Task Lapsed_interventions_are_passed_over_and_leave_no_gap_for_those_after_them()
    {
        var live = new LocalCluster(Models.Nervous, ClockKind.Wall, new ManualTime(Lives.OfEight[^1].Timestamp));
        await live.Inbox.BeginAsync(Stop);
        using var listening = live.Inbox.Listen(_heard);
        foreach (var customer in Lives.OfEight.GroupBy(t => t.CustomerId))
            await live.IngestAsync(customer.Key, [.. customer], Stop);

        await live.Inbox.CatchUpAsync(Stop);

        var stored = await live.Store.ReadInterventionsAsync(0, int.MaxValue, Stop);
        Assert.Contains(stored, i => i.Status == InterventionStatus.Lapsed);
        Assert.Equal(stored.Where(i => i.Status == InterventionStatus.Proposed), _heard.Interventions);
    }

    [Fact]
    public async Task Nobody_hears_after_the_registration_has_ended()
    {
        await _cluster.Inbox.BeginAsync(Stop);
        _cluster.Inbox.Listen(_heard).Dispose();

        await IngestAllAsync();
        await _cluster.Inbox.CatchUpAsync(Stop);

        Assert.Empty(_heard.Interventions);
    }

    [Fact]
    public async Task Changes_of_level_are_handed_on_as_they_come()
    {
        await _cluster.Inbox.BeginAsync(Stop);
        using var listening = _cluster.Inbox.Listen(_heard);
        await IngestAllAsync();
        var changes = _cluster.Reported.SelectMany(r => r.Effects.RiskChanges).ToList();
        Assert.NotEmpty(changes);

        foreach (var (_, effects) in _cluster.Reported)
            await _cluster.Inbox.TakeAsync(effects, Stop);

        Assert.Equal(changes, _heard.Changes);
    }

    [Fact]
    public async Task What_gathers_while_a_message_is_on_its_way_goes_with_the_next_in_order_and_bounded()
    {
        var channel = new SteppedChannel();
        var sender = new EffectsSender(channel, NullLogger<EffectsSender>.Instance);
        var running = sender.RunAsync(Stop);
        await IngestAllAsync();
        var change = _cluster.Reported.SelectMany(r => r.Effects.RiskChanges).First();
        sender.Note(Of(change, 1));
        await channel.NextAsync(running);
        foreach (var _ in Enumerable.Range(0, 600))
            sender.Note(Of(change, 1));
        sender.Note(Of(change, 0));

        List<int> sizes = [];
        while (sizes.Sum() < 600)
        {
            channel.Release();
            sizes.Add((await channel.NextAsync(running)).RiskChanges.Count);
        }

        Assert.Equal([256, 256, 88], sizes);
        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Where_the_stream_does_not_keep_up_the_oldest_are_left_out_and_nobody_is_held_up()
    {
        var channel = new SteppedChannel();
        var sender = new EffectsSender(channel, NullLogger<EffectsSender>.Instance);
        var running = sender.RunAsync(Stop);
        await IngestAllAsync();
        var change = _cluster.Reported.SelectMany(r => r.Effects.RiskChanges).First();
        sender.Note(Of(change, 1));
        await channel.NextAsync(running);

        for (var i = 0; i < 10_000; i++)
            sender.Note(Of(change with { Probability = i }, 1));

        List<RiskChange> sent = [];
        while (sent.Count < 4096)
        {
            channel.Release();
            sent.AddRange((await channel.NextAsync(running)).RiskChanges);
        }

        Assert.Equal(Enumerable.Range(10_000 - 4096, 4096).Select(i => (double)i), sent.Select(c => c.Probability));
        Assert.False(running.IsCompleted);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(TaskCanceledException))]
    public async Task A_message_that_could_not_be_sent_does_not_end_the_sending(Type failure)
    {
        var channel = new SteppedChannel { Failure = (Exception)Activator.CreateInstance(failure)! };
        var sender = new EffectsSender(channel, NullLogger<EffectsSender>.Instance);
        var running = sender.RunAsync(Stop);
        await IngestAllAsync();
        var change = _cluster.Reported.SelectMany(r => r.Effects.RiskChanges).First();
        sender.Note(Of(change, 1));
        await channel.NextAsync(running);
        channel.Release();
        channel.Failure = null;

        sender.Note(Of(change, 2));

        Assert.Equal(2, (await channel.NextAsync(running)).RiskChanges.Count);
        Assert.False(running.IsCompleted);
    }

    private static CommittedEffects Of(RiskChange change, int times) =>
        new() { Transactions = 1, RiskChanges = [.. Enumerable.Repeat(change, times)], Interventions = [] };

    private async Task IngestAllAsync()
    {
        foreach (IGrouping<string, Transaction> customer in Lives.OfEight.GroupBy(t => t.CustomerId))
            await _cluster.IngestAsync(customer.Key, [.. customer], Stop);
    }
}
