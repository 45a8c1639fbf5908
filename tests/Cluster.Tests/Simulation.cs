using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

/// <summary>
/// Drives hosts on one thread in an order that a seed chooses: senders that send in order, give up waiting and send again what
/// was not acknowledged, and repeat what was; one customer hosted several times at once; hosts that are let go in the middle of
/// a call, whose commit may still happen; a store that fails before or after it did its work; ticks; news that gets lost.
/// </summary>
internal sealed class Simulation
{
    private const int MostHosts = 3;
    private readonly Random _random;
    private readonly LocalCluster _cluster;
    private readonly Dictionary<string, Sender> _senders = new(StringComparer.Ordinal);
    private readonly List<OpenCall> _calls = [];
    private readonly List<TaskCompletionSource> _pending = [];
    private readonly List<CommittedEffects> _onTheWay = [];
    private readonly HeardEffects _heard;
    private DateTimeOffset _now;
    private int _reported;

    public Simulation(int seed, LocalCluster cluster, HeardEffects heard, IReadOnlyList<Transaction> stream)
    {
        (_random, _cluster, _heard, _now) = (new Random(seed), cluster, heard, stream[0].Timestamp);
        foreach (var customer in stream.GroupBy(t => t.CustomerId))
            _senders.Add(customer.Key, new Sender([.. customer]));
        cluster.Store.Before = call => Interfere(call, "the disk is full");
        cluster.Store.After = call => Interfere(call, "the answer got lost");
        cluster.CrashesBeforeReport = () => _random.Next(8) == 0;
    }

    public int Conflicts { get; private set; }

    public int Failures { get; private set; }

    public int LetGo { get; private set; }

    public int Repeated { get; private set; }

    /// <summary>Goes on until everything is acknowledged and nothing is on its way.</summary>
    public void Run()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            for (var steps = 0; _senders.Values.Any(s => !s.IsDone) || _calls.Count > 0 || _pending.Count > 0; steps++)
            {
                Assert.True(steps < 5_000_000, "The cluster does not get on.");
                Step();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void Step()
    {
        var (id, sender) = _senders.ElementAt(_random.Next(_senders.Count));
        switch (_random.Next(12))
        {
            case 0 or 1 when !sender.IsDone && !sender.IsWaiting:
                Send(id, sender, sender.Next(_random.Next(1, 25)));
                break;
            case 2 when sender.IsWaiting && _random.Next(6) == 0:
                // Gives up waiting; the call goes on, wherever it is.
                sender.IsWaiting = false;
                break;
            case 3 when sender.Acknowledged > 0 && _random.Next(4) == 0:
                Repeated++;
                Call(id, host => host.IngestAsync(sender.Some(_random), CancellationToken.None).AsTask(), null);
                break;
            case 4 when sender.Hosts.Count > 0 && _random.Next(10) == 0:
                // Its process is gone for all others; what it was about to do may happen yet.
                LetGo++;
                sender.Hosts.RemoveAt(_random.Next(sender.Hosts.Count));
                break;
            case 5 when _random.Next(4) == 0:
                _now = sender.Position > _now ? sender.Position : _now;
                Call(id, async host =>
                {
                    await host.TickAsync(_now, CancellationToken.None);
                    return [];
                }, null);
                break;
            case 6:
                Deliver();
                break;
            default:
                if (_pending.Count > 0)
                    Release(_random.Next(_pending.Count));
                break;
        }

        Collect();
    }

    private void Send(string id, Sender sender, IReadOnlyList<Transaction> batch)
    {
        sender.IsWaiting = true;
        Call(id, host => host.IngestAsync(batch, CancellationToken.None).AsTask(), batch);
    }

    // Each host takes one call at a time; where all are busy there may be one more of them.
    private void Call(string id, Func<CustomerHost, Task<IReadOnlyList<IngestOutcome>>> call, IReadOnlyList<Transaction>? batch)
    {
        var sender = _senders[id];
        var host = sender.Hosts.FirstOrDefault(h => _calls.All(c => c.Host != h));
        if (host is null || (sender.Hosts.Count < MostHosts && _random.Next(20) == 0))
        {
            if (sender.Hosts.Count >= MostHosts)
            {
                sender.IsWaiting = batch is null && sender.IsWaiting;
                return;
            }

            sender.Hosts.Add(host = _cluster.NewHost(id));
        }

        _calls.Add(new OpenCall(sender, host, batch, call(host)));
    }

    private void Collect()
    {
        foreach (var call in _calls.Where(c => c.Task.IsCompleted).ToList())
        {
            _calls.Remove(call);
            if (call.Task.IsCompletedSuccessfully)
            {
                foreach (var outcome in call.Task.Result)
                    Assert.NotEqual(Applied.TooLate, outcome.Applied);
                if (call.Batch is not null)
                    call.Sender.Acknowledge(call.Batch);
                continue;
            }

            if (call.Batch is not null)
                call.Sender.IsWaiting = false;
            var failure = call.Task.Exception!.InnerException;
            Assert.Equal(failure is StateConflictException, call.Host.IsBehind);
            if (failure is StateConflictException)
            {
                Conflicts++;
                call.Sender.Hosts.Remove(call.Host);
            }
            else
            {
                Failures++;
                Assert.IsType<StoreException>(failure);
            }
        }

        foreach (var (_, effects) in _cluster.Reported.Skip(_reported))
            _onTheWay.Add(effects);
        _reported = _cluster.Reported.Count;
    }

    private async Task Interfere(StoreCall call, string failure)
    {
        if (call.Kind is not (StoreCallKind.Load or StoreCallKind.Commit or StoreCallKind.FindIds))
            return;
        var released = new TaskCompletionSource();
        _pending.Add(released);
        await released.Task;
        if (_random.Next(12) == 0)
            throw new StoreException(failure);
    }

    private void Release(int i)
    {
        var released = _pending[i];
        _pending.RemoveAt(i);
        released.SetResult();
    }

    // Any message, not the oldest; some get lost, some come again.
    private void Deliver()
    {
        if (_onTheWay.Count == 0)
            return;
        var i = _random.Next(_onTheWay.Count);
        var message = _onTheWay[i];
        if (_random.Next(4) > 0)
            _onTheWay.RemoveAt(i);
        if (_random.Next(3) > 0)
            Assert.True(_cluster.Inbox.TakeAsync(message, CancellationToken.None).IsCompletedSuccessfully);
        Assert.Equal(_heard.Interventions.Select(n => n.Sequence).Distinct().Order(), _heard.Interventions.Select(n => n.Sequence));
    }

    private sealed record OpenCall(Sender Sender, CustomerHost Host, IReadOnlyList<Transaction>? Batch, Task<IReadOnlyList<IngestOutcome>> Task);

    /// <summary>Sends one customer's transactions in order, a batch at a time, the next once the one before is acknowledged.</summary>
    private sealed class Sender(IReadOnlyList<Transaction> stream)
    {
        public List<CustomerHost> Hosts { get; } = [];

        public bool IsWaiting { get; set; }

        public int Acknowledged { get; private set; }

        public bool IsDone => Acknowledged == stream.Count;

        public DateTimeOffset Position => stream[Math.Max(0, Acknowledged - 1)].Timestamp;

        public IReadOnlyList<Transaction> Next(int count) => [.. stream.Skip(Acknowledged).Take(count)];

        public IReadOnlyList<Transaction> Some(Random random) => [.. stream.Take(Acknowledged).Skip(random.Next(Acknowledged)).Take(random.Next(1, 10))];

        // A batch that was sent again in another cut may be answered late.
        public void Acknowledge(IReadOnlyList<Transaction> batch)
        {
            IsWaiting = false;
            var end = stream.ToList().IndexOf(batch[^1]) + 1;
            Acknowledged = Math.Max(Acknowledged, end);
        }
    }
}
