using System.Diagnostics.Metrics;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// What is measured of outreach: counts of what this process committed, so that what was given up for somebody faster does not count; and
/// how much waits, as whoever watches read it last. No label names a customer.
/// </summary>
public sealed class OutreachMetrics : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _sends;
    private volatile OutreachBacklog? _backlog;

    /// <param name="time">The real clock.</param>
    public OutreachMetrics(TimeProvider time)
    {
        _time = time;
        _decisions = Meter.CreateCounter<long>("predelinquency.outreach.decisions", "{decision}", "Decisions by rules, by result and the rule that decided.");
        _sends = Meter.CreateCounter<long>("predelinquency.outreach.sends", "{message}", "Messages and calls that were handed over, by channel and result.");
        Meter.CreateObservableGauge("predelinquency.outreach.outbox.waiting", () => OfOutbox(outbox => (long)outbox.Waiting), "{message}", "Messages and calls that are to be handed over, by channel.");
        Meter.CreateObservableGauge("predelinquency.outreach.outbox.age", () => OfOutbox(outbox => (_time.GetUtcNow() - outbox.Since).TotalSeconds), "s", "Time that the longest of them has waited, by channel.");
        Meter.CreateObservableGauge("predelinquency.outreach.approvals.waiting", () => Of(backlog => backlog.AwaitingApproval), "{contact}", "Contacts that wait for a person's approval.");
        Meter.CreateObservableGauge("predelinquency.outreach.dead_letters", () => Of(backlog => backlog.Failed), "{contact}", "Contacts that failed, for a person to look at.");
    }

    /// <summary>Of no host, as a process may have several.</summary>
    internal Meter Meter { get; } = new("PreDelinquency.Outreach");

    /// <summary>Takes what waits now.</summary>
    public void Note(OutreachBacklog backlog) => _backlog = backlog;

    /// <summary>A decision was committed.</summary>
    internal void Decided(DecisionAction action) =>
        _decisions.Add(1, new("result", WireNames<DecisionKind>.Of(action.Kind)), new("rule", action.Rule is { } rule ? WireNames<ContactRule>.Of(rule) : "none"));

    /// <summary>The end of an attempt was committed.</summary>
    internal void Ended(Attempt attempt) =>
        _sends.Add(1, new("channel", WireNames<ContactChannel>.Of(attempt.Channel)), new("result", attempt.DryRun ? "dry_run" : WireNames<AttemptResult>.Of(attempt.Result!.Value)));

    public void Dispose() => Meter.Dispose();

    // Whoever does not watch shows nothing, rather than nought.
    private IEnumerable<Measurement<long>> Of(Func<OutreachBacklog, int> count) => _backlog is { } backlog ? [new(count(backlog))] : [];

    // A channel that was emptied shows nought, and no age.
    private IEnumerable<Measurement<T>> OfOutbox<T>(Func<(int Waiting, DateTimeOffset Since), T> figure)
        where T : struct => _backlog is { } backlog
            ? Enum.GetValues<ContactChannel>().Select(channel => new Measurement<T>(
                backlog.Outbox.TryGetValue(channel, out var outbox) ? figure(outbox) : default, new KeyValuePair<string, object?>("channel", WireNames<ContactChannel>.Of(channel))))
            : [];
}
