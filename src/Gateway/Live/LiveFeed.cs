using System.Diagnostics.Metrics;
using System.Threading.Channels;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// What happened lately, held once for all connections. A connection has no queue of its own, only its place in here, so a
/// slow one costs nothing: it finds older interventions in the store, and older changes of level are dropped and counted.
/// The committing thread only notes down what came and returns; another wakes the connections.
/// </summary>
internal sealed class LiveFeed : BackgroundService, ICommitListener
{
    /// <summary>How many interventions, and how many changes of level, are held.</summary>
    public const int Capacity = 4096;

    private readonly Lock _gate = new();
    private readonly IRiskService _service;
    private readonly TimeProvider _time;
    private readonly RecentItems<Heard<SequencedIntervention>> _interventions = new(Capacity, 0);
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Beat _beat = new();
    private readonly IDisposable _listening;
    private bool _heard;
    private StatsDocument? _stats;
    private AlertPage? _alerts;
    private TransactionSampleDocument? _transactions;
    private int _listeners;
    private int _watchers;

    public LiveFeed(IRiskService service, TimeProvider time, IMeterFactory meters)
    {
        (_service, _time) = (service, time);
        Metrics = new HubMetrics(meters, () => Listeners);
        _listening = service.Listen(this);
        var latest = service.GetStats().Interventions;
        lock (_gate)
            _interventions.RaiseFloor(latest);
    }

    /// <summary>What is measured of it.</summary>
    public HubMetrics Metrics { get; }

    /// <summary>Completes when there is something new.</summary>
    public Task Next => _beat.Next;

    /// <summary>Sequence of the latest intervention that is known here.</summary>
    public long LatestSequence
    {
        get
        {
            lock (_gate)
                return _interventions.Latest;
        }
    }

    /// <summary>Changes of level.</summary>
    public RecentNews<RiskChange> Changes { get; } = new(Capacity);

    /// <summary>Changes of contacts; the store has what contacts are now.</summary>
    public RecentNews<ContactRecord> Contacts { get; } = new(Capacity);

    /// <summary>Alerts for the operations team that were opened, or are over.</summary>
    public RecentNews<OperationsAlert> OperationsAlerts { get; } = new(Capacity);

    /// <summary>Customers whom somebody looks at, and who are others by now.</summary>
    public RecentNews<CustomerNewsDocument> Customers { get; } = new(Capacity);

    /// <summary>Customers whom connections look at.</summary>
    public WatchedCustomers Watched { get; } = new();

    /// <summary>The latest figures; null before the first.</summary>
    public StatsDocument? Stats => Volatile.Read(ref _stats);

    /// <summary>The latest alerts of the live model; null before the first.</summary>
    public AlertPage? Alerts => Volatile.Read(ref _alerts);

    /// <summary>The latest transactions; null before the first.</summary>
    public TransactionSampleDocument? Transactions => Volatile.Read(ref _transactions);

    /// <summary>How many of those who have subscribed want to hear of transactions.</summary>
    public int Watchers => Volatile.Read(ref _watchers);

    /// <summary>How many connections have subscribed.</summary>
    public int Listeners => Volatile.Read(ref _listeners);

    /// <summary>A connection has subscribed.</summary>
    public void Join(Watching watching)
    {
        Interlocked.Increment(ref _listeners);
        Watch(watching);
    }

    /// <summary>A connection is no longer subscribed.</summary>
    public void Leave(Watching watching)
    {
        Interlocked.Decrement(ref _listeners);
        Unwatch(watching);
    }

    /// <summary>A connection begins to look at something.</summary>
    public void Watch(Watching watching)
    {
        Watched.Add(watching.Customers);
        if (watching.Transactions)
            Interlocked.Increment(ref _watchers);
    }

    /// <summary>A connection looks at it no longer.</summary>
    public void Unwatch(Watching watching)
    {
        Watched.Remove(watching.Customers);
        if (watching.Transactions)
            Interlocked.Decrement(ref _watchers);
    }

    public void OnCommitted(CommittedEffects effects)
    {
        if (effects.Interventions.Count == 0 && effects.RiskChanges.Count == 0)
            return;
        var now = _time.GetTimestamp();
        lock (_gate)
        {
            foreach (var intervention in effects.Interventions)
            {
                // What was committed while this began to listen may not have been heard; the store has it.
                if (!_heard)
                    _interventions.RaiseFloor(intervention.Sequence - 1);
                _heard = true;
                _interventions.Add(intervention.Sequence, new(intervention, now, effects.Span));
            }
        }

        foreach (var change in effects.RiskChanges)
            Changes.Add(change, now, effects.Span);
        _news.Writer.TryWrite(true);
    }

    /// <summary>A contact changed its state, or something else that is told of it.</summary>
    public void OnChanged(ContactRecord contact)
    {
        Contacts.Add(contact, _time.GetTimestamp());
        _news.Writer.TryWrite(true);
    }

    /// <summary>Makes figures known.</summary>
    public void Publish(StatsDocument stats)
    {
        Volatile.Write(ref _stats, stats);
        _news.Writer.TryWrite(true);
    }

    /// <summary>A customer whom somebody looks at is another by now.</summary>
    public void Publish(CustomerNewsDocument customer)
    {
        Customers.Add(customer, _time.GetTimestamp());
        _news.Writer.TryWrite(true);
    }

    /// <summary>Makes transactions known.</summary>
    public void Publish(TransactionSampleDocument transactions)
    {
        Volatile.Write(ref _transactions, transactions);
        _news.Writer.TryWrite(true);
    }

    /// <summary>Makes alerts known.</summary>
    public void Publish(AlertPage alerts)
    {
        Volatile.Write(ref _alerts, alerts);
        _news.Writer.TryWrite(true);
    }

    /// <summary>An alert for the operations team was opened, or is over.</summary>
    public void Publish(OperationsAlert alert)
    {
        OperationsAlerts.Add(alert, _time.GetTimestamp());
        _news.Writer.TryWrite(true);
    }

    /// <summary>The first interventions after a sequence, from here or from the store.</summary>
    /// <returns>How many, and the sequence up to which nothing is left out.</returns>
    public async ValueTask<(int Count, long Through)> ReadInterventionsAsync(long after, Memory<(long Number, Heard<SequencedIntervention> Item)> into, CancellationToken cancellationToken)
    {
        long floor;
        lock (_gate)
        {
            floor = _interventions.Floor;
            if (after >= floor)
            {
                var count = _interventions.CopyAfter(after, into.Span);
                return (count, count > 0 ? into.Span[count - 1].Number : after);
            }
        }

        var stored = await _service.GetInterventionsAsync(after, into.Length, cancellationToken);
        for (var i = 0; i < stored.Count; i++)
            into.Span[i] = (stored[i].Sequence, new(stored[i], At: null, Span: default));
        return (stored.Count, stored.Count > 0 ? stored[^1].Sequence : floor);
    }

    public override void Dispose()
    {
        _listening.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _news.Reader.ReadAllAsync(stoppingToken))
            _beat.Strike();
    }
}
