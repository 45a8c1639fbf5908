using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// The engine without its threads: workers and commit wait to be stepped. The engine proper steps them from threads of
/// their own, a simulation in any order it likes.
/// </summary>
internal sealed class EngineCore : IDisposable
{
    private readonly byte[] _homes = new byte[Slots.Count];
    private readonly Lazy<ModelHistory> _models;
    private readonly long _newsMs;
    private int _customerNo;
    private volatile ServedModels _serving;

    public EngineCore(EngineOptions options, IStore store, ModelBundle model, TimeProvider time, Action<CustomerEffects>? onReplayed = null, ILogger? logger = null)
    {
        options.Validate();
        (Options, Store, _serving) = (options, store, new ServedModels(model));
        Clock = new EngineClock(options.Clock, time, options.TickInterval);
        Availability = new Availability(time, options.CommitPatience);
        Gate = new CapacityGate(options.QueueCapacity);
        Rate = new RateWindow(time);
        Throughput = new RateWindow(time);
        Metrics = new EngineMetrics(() => Gate.Used, Snapshot);
        _models = new(() => new ModelHistory(store.ReadModels(), model));
        Committer = new Committer(this);
        Router = new Router(this);
        Repair = new StateRepair(this, logger ?? NullLogger.Instance);
        _newsMs = (long)options.NewsLifetime.TotalMilliseconds;
        var slots = new ulong[options.Partitions];
        for (var slot = 0; slot < Slots.Count; slot++)
        {
            _homes[slot] = (byte)(slot % options.Partitions);
            slots[_homes[slot]] |= 1UL << slot;
        }

        Partitions = [.. slots.Select((s, index) => new Partition(this, s) { Index = index, OnReplayed = onReplayed })];
    }

    public EngineOptions Options { get; }

    public IStore Store { get; }

    /// <summary>Who judges what arrives from now on.</summary>
    public ServedModels Serving
    {
        get => _serving;
        set => _serving = value;
    }

    /// <summary>Read from the store when first asked for, at the latest by the recovery.</summary>
    public ModelHistory Models => _models.Value;

    public EngineClock Clock { get; }

    public Availability Availability { get; }

    public CapacityGate Gate { get; }

    public EngineMetrics Metrics { get; }

    public Committer Committer { get; }

    public Router Router { get; }

    public StateRepair Repair { get; }

    public Listeners Listeners { get; } = new();

    public RateWindow Rate { get; }

    /// <summary>Everything dealt with: accepted, known already, too late, ticks.</summary>
    public RateWindow Throughput { get; }

    public IReadOnlyList<Partition> Partitions { get; }

    public int HomeOf(string customerId) => _homes[Slots.Of(customerId)];

    public int HomeOf(int slot) => _homes[slot];

    public int NextCustomerNo() => Interlocked.Increment(ref _customerNo);

    public void RestoreCustomerNo(int highest) => _customerNo = highest;

    /// <summary>Unix milliseconds before which an effect is history; in event time by the worker's latest tick, so that it does not depend on who is how far.</summary>
    public long NewsCutoffMs(long tickMs) => (Clock.Kind == ClockKind.Wall ? Clock.WallMs : tickMs) - _newsMs;

    public PartitionSnapshot Snapshot() => Partitions.Aggregate(PartitionSnapshot.Empty, (sum, p) => sum + p.Snapshot);

    public void Dispose() => Metrics.Dispose();
}
