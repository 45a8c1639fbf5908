using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// Carries one subscription to one connection at the pace at which the client reads: each message waits until the connection
/// has room for it. Interventions come in the order of their sequence, none twice and none left out.
/// </summary>
internal sealed class SubscriptionPump : IAsyncDisposable
{
    private const int Portion = 128;

    private readonly LiveFeed _feed;
    private readonly TimeProvider _time;
    private readonly ISingleClientProxy _client;
    private readonly Subscription _subscription;
    private readonly CancellationTokenSource _stop;
    private readonly (long Number, Heard<SequencedIntervention> Item)[] _interventions = new (long, Heard<SequencedIntervention>)[Portion];
    private readonly (long Number, Heard<RiskChange> Item)[] _changes = new (long, Heard<RiskChange>)[Portion];
    private readonly (long Number, Heard<ContactRecord> Item)[] _contacts = new (long, Heard<ContactRecord>)[Portion];
    private readonly (long Number, Heard<OperationsAlert> Item)[] _operations = new (long, Heard<OperationsAlert>)[Portion];
    private readonly (long Number, Heard<CustomerNewsDocument> Item)[] _customers = new (long, Heard<CustomerNewsDocument>)[Portion];
    private readonly Lock _gate = new();
    private readonly Task _running;
    private volatile Watching _watching;
    private bool _left;
    private long _sequence;
    private long _change;
    private long _droppedChanges;
    private long _contact;
    private long _operationsAlert;
    private long _customer;
    private StatsDocument? _stats;
    private AlertPage? _alerts;
    private TransactionSampleDocument? _transactions;

    /// <param name="feed">What happens.</param>
    /// <param name="client">The connection.</param>
    /// <param name="subscription">What it wants to hear.</param>
    /// <param name="afterSequence">Where it starts.</param>
    /// <param name="former">The one whose place it takes, which has stopped: what that one did not send any more comes by this one; null for the first.</param>
    /// <param name="time">Measures how long messages take.</param>
    /// <param name="failed">Called where it breaks off by itself.</param>
    /// <param name="aborted">The connection is gone.</param>
    public SubscriptionPump(
        LiveFeed feed, ISingleClientProxy client, Subscription subscription, long afterSequence, SubscriptionPump? former, TimeProvider time, Action<Exception> failed, CancellationToken aborted)
    {
        (_feed, _client, _subscription, _time, _sequence) = (feed, client, subscription, time, afterSequence);
        (_change, _contact, _operationsAlert, _droppedChanges) = former is null
            ? (feed.Changes.Latest, feed.Contacts.Latest, feed.OperationsAlerts.Latest, 0)
            : (former._change, former._contact, former._operationsAlert, former._droppedChanges);
        (_customer, _stats, _transactions) = (feed.Customers.Latest, feed.Stats, feed.Transactions);
        _watching = new Watching(subscription.Transactions, FrozenSet<string>.Empty);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        _feed.Join(_watching);

        // It outlives the call that began it, and so belongs to no span of that.
        using (ExecutionContext.SuppressFlow())
            _running = Task.Run(() => RunAsync(failed), CancellationToken.None);
    }

    /// <summary>Sequence up to which interventions were sent, once it has stopped.</summary>
    public long Sequence => _sequence;

    /// <summary>Looks at something else from now on; all else goes on as it was.</summary>
    public void Watch(Watching watching)
    {
        lock (_gate)
        {
            if (_left)
                return;
            var former = _watching;
            // First what is let through, so that nothing of those who are added is held back.
            _watching = watching;
            _feed.Watch(watching);
            _feed.Unwatch(former);
        }
    }

    /// <summary>Stops; nothing is sent any more once this completes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(Action<Exception> failed)
    {
        var sending = SendAsync();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _left = true;
            _feed.Leave(_watching);
        }

        if (sending.Exception is not { } e)
            return;
        _feed.Metrics.Failed();
        failed(e.GetBaseException());
    }

    private async Task SendAsync()
    {
        while (true)
        {
            var next = _feed.Next;
            var sent = await SendInterventionsAsync();
            sent |= await SendChangesAsync();
            sent |= await SendContactsAsync();
            sent |= await SendOperationsAlertsAsync();
            sent |= await SendCustomersAsync();
            await SendStatsAsync();
            await SendAlertsAsync();
            await SendTransactionsAsync();
            if (!sent)
                await next.WaitAsync(_stop.Token);
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask<bool> SendInterventionsAsync()
    {
        var (count, through) = await _feed.ReadInterventionsAsync(_sequence, _interventions, _stop.Token);
        for (var i = 0; i < count; i++)
        {
            var heard = _interventions[i].Item;
            var intervention = heard.Item;
            if (intervention.Status != InterventionStatus.Lapsed && _subscription.Wants(intervention.Intervention.CustomerId, intervention.Intervention.Level))
            {
                _stop.Token.ThrowIfCancellationRequested();
                await SendAsync(RiskHub.InterventionMessage, intervention.ToDocument(), heard.At, heard.Span);
            }

            // Not before it is sent: another pump goes on from here.
            _sequence = _interventions[i].Number;
        }

        var moved = count > 0 || through > _sequence;
        _sequence = through;
        return moved;
    }

    private async ValueTask<bool> SendChangesAsync()
    {
        var (count, dropped) = _feed.Changes.Read(_change, _changes);
        _change += dropped;
        _droppedChanges += dropped;
        _feed.Metrics.Dropped(dropped);
        for (var i = 0; i < count; i++)
        {
            var heard = _changes[i].Item;
            if (_subscription.Wants(heard.Item))
            {
                _stop.Token.ThrowIfCancellationRequested();
                await SendAsync(RiskHub.RiskChangedMessage, heard.Item.ToDocument(_droppedChanges), heard.At, heard.Span);
                _droppedChanges = 0;
            }

            _change = _changes[i].Number;
        }

        return count > 0;
    }

    private async ValueTask<bool> SendContactsAsync()
    {
        var (count, dropped) = _feed.Contacts.Read(_contact, _contacts);
        _contact += dropped;
        _feed.Metrics.Dropped(dropped);
        for (var i = 0; i < count; i++)
        {
            var contact = _contacts[i].Item.Item;
            if (_subscription.Wants(contact.Proposal.CustomerId, contact.Proposal.Level))
            {
                _stop.Token.ThrowIfCancellationRequested();
                await SendAsync(RiskHub.ContactMessage, contact.ToDocument(), _contacts[i].Item.At, span: default);
            }

            _contact = _contacts[i].Number;
        }

        return count > 0;
    }

    private async ValueTask<bool> SendOperationsAlertsAsync()
    {
        var (count, dropped) = _feed.OperationsAlerts.Read(_operationsAlert, _operations);
        _operationsAlert += dropped;
        _feed.Metrics.Dropped(dropped);
        for (var i = 0; i < count; i++)
        {
            _stop.Token.ThrowIfCancellationRequested();
            await SendAsync(RiskHub.AlertMessage, _operations[i].Item.Item.ToDocument(), _operations[i].Item.At, span: default);
            _operationsAlert = _operations[i].Number;
        }

        return count > 0;
    }

    private async ValueTask<bool> SendCustomersAsync()
    {
        var (count, dropped) = _feed.Customers.Read(_customer, _customers);
        _customer += dropped;
        // What was dropped may have been of anybody who is looked at.
        foreach (var id in dropped > 0 ? _watching.Customers : FrozenSet<string>.Empty)
            await SendAsync(RiskHub.CustomerMessage, new CustomerNewsDocument(id, Account: true, Contact: true), heardAt: null, span: default);
        for (var i = 0; i < count; i++)
        {
            _customer = _customers[i].Number;
            var heard = _customers[i].Item;
            if (!_watching.Customers.Contains(heard.Item.CustomerId))
                continue;
            _stop.Token.ThrowIfCancellationRequested();
            await SendAsync(RiskHub.CustomerMessage, heard.Item, heard.At, span: default);
        }

        return count > 0;
    }

    private async ValueTask SendAlertsAsync()
    {
        if (_feed.Alerts is not { } alerts || ReferenceEquals(alerts, _alerts))
            return;
        _alerts = alerts;
        _stop.Token.ThrowIfCancellationRequested();
        await SendAsync(RiskHub.AlertsMessage, alerts, heardAt: null, span: default);
    }

    private async ValueTask SendTransactionsAsync()
    {
        if (!_watching.Transactions || _feed.Transactions is not { } transactions || ReferenceEquals(transactions, _transactions))
            return;
        _transactions = transactions;
        _stop.Token.ThrowIfCancellationRequested();
        await SendAsync(RiskHub.TransactionsMessage, transactions, heardAt: null, span: default);
    }

    private async ValueTask SendStatsAsync()
    {
        if (_feed.Stats is not { } stats || ReferenceEquals(stats, _stats))
            return;
        _stats = stats;
        _stop.Token.ThrowIfCancellationRequested();
        await SendAsync(RiskHub.StatsMessage, stats, heardAt: null, span: default);
    }

    private async Task SendAsync<T>(string message, T document, long? heardAt, ActivityContext span)
    {
        using var sending = span.TraceId == default ? null : Tracing.Source.StartActivity($"send {message}", ActivityKind.Producer, span);
        sending?.SetTag("messaging.system", "signalr").SetTag("messaging.operation.type", "send").SetTag("messaging.operation.name", "send").SetTag("messaging.destination.name", message);
        await _client.SendAsync(message, document, CancellationToken.None);
        _feed.Metrics.Sent(message);
        if (heardAt is { } at)
            _feed.Metrics.Delayed(_time.GetElapsedTime(at));
    }
}
