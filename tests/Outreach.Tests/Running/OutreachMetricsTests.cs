using System.Diagnostics.Metrics;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>What is counted of what an office does.</summary>
public sealed class OutreachMetricsTests : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _counted = [];
    private readonly Dictionary<string, double> _gauges = [];
    private readonly Provider _sms = new(ContactChannel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decisions_are_counted_by_result_and_rule_and_sends_by_channel_and_result()
    {
        await using var office = Listened(new Office(null, _sms));
        await office.Desk.SuppressAsync("c2", SuppressionReason.Deceased, new("bank"), Token);
        office.Customers.Propose("c1");
        office.Customers.Propose("c2");
        await office.RunAsync();

        // One to take it up, one just before it is handed over.
        Assert.Equal(2, _counted["predelinquency.outreach.decisions result=send rule=none"]);
        Assert.Equal(1, _counted["predelinquency.outreach.decisions result=block rule=suppression"]);
        Assert.Equal(1, _counted["predelinquency.outreach.sends channel=sms result=accepted"]);

        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unconfirmed("timeout", null));
        office.Customers.Propose("c3");
        await office.RunAsync();
        Assert.Equal(1, _counted["predelinquency.outreach.sends channel=sms result=unconfirmed"]);
        Assert.Equal(1, _counted["predelinquency.outreach.sends channel=sms result=accepted"]);
    }

    [Fact]
    public async Task A_call_that_is_given_back_is_no_provider_that_is_unavailable()
    {
        await using var office = Listened(new Office());
        var call = office.Customers.Propose("c1", RiskLevel.Critical);
        await office.RunAsync();
        await office.Desk.ClaimCallAsync(call, "ann", Token);
        await office.Desk.ReleaseCallAsync(call, "ann", Token);

        Assert.Equal(["predelinquency.outreach.sends channel=phone result=not_made"], _counted.Keys.Where(name => name.StartsWith("predelinquency.outreach.sends", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_dry_run_would_have_sent_is_told_apart()
    {
        await using var office = Listened(new Office(policy => policy with { Mode = OutreachMode.DryRun }, _sms));
        office.Customers.Propose("c1");
        await office.RunAsync();

        Assert.Equal(1, _counted["predelinquency.outreach.sends channel=sms result=dry_run"]);
    }

    [Fact]
    public async Task What_waits_shows_once_somebody_has_looked_and_nought_where_nothing_does()
    {
        await using var office = Listened(new Office(policy => policy with { Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { Approval = level.Key == RiskLevel.Critical }) }, _sms));
        _sms.Answer = message => Task.FromResult<SendResult>(message.CustomerId == "c2" ? new SendResult.InDoubt("broke off") : new SendResult.Unavailable("down", null));
        office.Customers.Propose("c1");
        office.Customers.Propose("c2");
        office.Customers.Level = RiskLevel.Critical;
        office.Customers.Propose("c3", RiskLevel.Critical);
        await office.RunAsync();
        _listener.RecordObservableInstruments();
        Assert.Empty(_gauges);

        office.Metrics.Note(await office.Store.ReadBacklogAsync(Token));
        office.Clock.Advance(TimeSpan.FromMinutes(5));
        _listener.RecordObservableInstruments();

        Assert.Equal((1, 300), (_gauges["predelinquency.outreach.outbox.waiting channel=sms"], Math.Round(_gauges["predelinquency.outreach.outbox.age channel=sms"])));
        Assert.Equal((0, 0), (_gauges["predelinquency.outreach.outbox.waiting channel=email"], _gauges["predelinquency.outreach.outbox.age channel=email"]));
        Assert.Equal((1, 1), (_gauges["predelinquency.outreach.approvals.waiting"], _gauges["predelinquency.outreach.dead_letters"]));
    }

    public void Dispose() => _listener.Dispose();

    private Office Listened(Office office)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == office.Metrics.Meter)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
        return office;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Prepend(instrument.Name));
        if (instrument is Counter<long>)
            _counted[name] = _counted.GetValueOrDefault(name) + value;
        else
            _gauges[name] = value;
    }
}
