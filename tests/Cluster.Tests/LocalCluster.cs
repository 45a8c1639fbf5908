using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Live;
using PreDelinquency.Cluster.Portfolio;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests.Doubles;
using PreDelinquency.Cluster.Time;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster.Tests;

/// <summary>
/// A cluster in one process, with the real parts and without a network: hosts that take calls in turns and are called again
/// after a conflict, as grains are; roll-ups; a stream of news. A test can host a customer twice, let hosts go, and keep reports
/// and messages from arriving.
/// </summary>
internal sealed class LocalCluster : ICustomers, IPortfolio, IEffectsChannel, ICommitObserver
{
    private const int MostTries = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Activation>> _activations = new(StringComparer.Ordinal);
    private readonly ShardRollUp?[] _rollUps = new ShardRollUp?[Shards.Count];
    private readonly GatheredFigures _figures;
    private readonly HostServices _services;
    private readonly ProcessObserver _observer;

    public LocalCluster(ModelBundle model, ClockKind clock = ClockKind.Event, TimeProvider? time = null)
    {
        Time = time ?? new ManualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Clock = new ClusterClock(clock, Time, TimeSpan.FromDays(3));
        Models = new ServingModels(new ServedModels(model));
        Reporter = new PortfolioReporter(this, NullLogger<PortfolioReporter>.Instance);
        Sender = new EffectsSender(this, NullLogger<EffectsSender>.Instance);
        Inbox = new EffectsInbox(Store);
        View = new PortfolioView(this, Store, Clock, Time);
        Front = new IngestFront(this, 4096, Time);
        _observer = new ProcessObserver(Reporter, Sender);
        _figures = new GatheredFigures(shard => ReadFiguresAsync(shard, CancellationToken.None).AsTask(), Time);
        _services = new HostServices(Store, Models, Clock, this);
        Service = new ClusterRiskService(this, Store, Front, View, Inbox, Clock, Models, Health, new FailingCustomers(TimeSpan.FromMinutes(1), Time, NullLogger.Instance));
    }

    public MemoryClusterStore Store { get; } = new();

    public TimeProvider Time { get; }

    public ClusterClock Clock { get; }

    public ServingModels Models { get; }

    public ClusterHealth Health { get; } = new();

    public PortfolioReporter Reporter { get; }

    public EffectsSender Sender { get; }

    public EffectsInbox Inbox { get; }

    public PortfolioView View { get; }

    public IngestFront Front { get; }

    public ClusterRiskService Service { get; }

    /// <summary>What hosts reported as committed, in order.</summary>
    public List<(ListedCustomer Customer, CommittedEffects Effects)> Reported { get; } = [];

    /// <summary>What was sent to the gateways and not handed on yet.</summary>
    public List<CommittedEffects> OnTheWay { get; } = [];

    /// <summary>Asked after each commit; true is a process that ends before it can tell anybody.</summary>
    public Func<bool> CrashesBeforeReport { get; set; } = static () => false;

    /// <summary>Asked before a roll-up answers; what it throws, the roll-up throws.</summary>
    public Action<int> BeforeRollUp { get; set; } = static _ => { };

    /// <summary>Which of a customer's activations a call reaches, by their number.</summary>
    public Func<int, int> Chooses { get; set; } = static _ => 0;

    /// <summary>How many hosts of a customer there are.</summary>
    public int ActivationsOf(string customerId)
    {
        lock (_lock)
            return _activations.TryGetValue(customerId, out var list) ? list.Count : 0;
    }

    /// <summary>A host of its own, which the cluster does not know of.</summary>
    public CustomerHost NewHost(string customerId) => new(customerId, _services);

    /// <summary>Hosts a customer once more, whoever hosts it already.</summary>
    public void ActivateAgain(string customerId)
    {
        lock (_lock)
            ListOf(customerId).Add(new Activation(NewHost(customerId)));
    }

    /// <summary>Lets every host go, as when a process ends in order.</summary>
    public void DeactivateAll()
    {
        lock (_lock)
            _activations.Clear();
    }

    /// <summary>Lets all customers hear the time.</summary>
    /// <returns>How many heard.</returns>
    public async Task<int> TickAsync(DateTimeOffset now)
    {
        var heard = 0;
        for (var shard = 0; shard < Shards.Count; shard++)
            heard += await new ShardTicks(shard, Store, this).RunAsync(now, CancellationToken.None);
        return heard;
    }

    public ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(string customerId, IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken) =>
        CallAsync(customerId, host => host.IngestAsync(transactions, cancellationToken));

    async ValueTask ICustomers.TickAsync(string customerId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await CallAsync(customerId, async host =>
        {
            await host.TickAsync(now, cancellationToken);
            return true;
        });

    public ValueTask<RiskAssessment?> AssessAsync(string customerId, CancellationToken cancellationToken) =>
        CallAsync(customerId, host => host.AssessAsync(cancellationToken));

    public ValueTask<RiskAssessment?> AssumeAsync(string customerId, Assumption assumption, CancellationToken cancellationToken) =>
        CallAsync(customerId, host => host.AssumeAsync(assumption, cancellationToken));

    public ValueTask<CustomerView?> ViewAsync(string customerId, CancellationToken cancellationToken) =>
        CallAsync(customerId, host => host.ViewAsync(cancellationToken));

    public ValueTask<PastFeatures?> FeaturesAsync(string customerId, PastMoment? asOf, CancellationToken cancellationToken) =>
        CallAsync(customerId, host => asOf is { } past ? host.Past.FeaturesAsync(past, cancellationToken) : host.FeaturesAsync(cancellationToken));

    public ValueTask<CustomerHistory?> HistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken) =>
        CallAsync(customerId, host => host.Past.HistoryAsync(before, limit, cancellationToken));

    public async ValueTask PutProfileAsync(string customerId, CustomerProfile profile, CancellationToken cancellationToken) =>
        await CallAsync(customerId, async host =>
        {
            await host.PutProfileAsync(profile, cancellationToken);
            return true;
        });

    public ValueTask<bool> NoteMissedPaymentsAsync(string customerId, IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken) =>
        CallAsync(customerId, host => host.NoteMissedPaymentsAsync(payments, cancellationToken));

    public async ValueTask ReportAsync(int shard, IReadOnlyList<ListedCustomer> customers, CancellationToken cancellationToken) =>
        (await RollUpAsync(shard)).Report(customers);

    public async ValueTask<ShardFigures> ReadFiguresAsync(CancellationToken cancellationToken) => await _figures.ReadAsync();

    public async ValueTask<ShardFigures> ReadFiguresAsync(int shard, CancellationToken cancellationToken) => (await RollUpAsync(shard)).Figures;

    public async ValueTask<IReadOnlyList<CustomerSummary>> ReadHighRiskAsync(int shard, RiskLevel level, int limit, CancellationToken cancellationToken) =>
        await (await RollUpAsync(shard)).ReadHighRiskAsync(level, limit, cancellationToken);

    public Task SendAsync(CommittedEffects effects, CancellationToken cancellationToken)
    {
        lock (_lock)
            OnTheWay.Add(effects);
        return Task.CompletedTask;
    }

    public void OnCommitted(ListedCustomer customer, CommittedEffects effects)
    {
        if (CrashesBeforeReport())
            return;
        lock (_lock)
            Reported.Add((customer, effects));
        _observer.OnCommitted(customer, effects);
    }

    private async ValueTask<ShardRollUp> RollUpAsync(int shard)
    {
        BeforeRollUp(shard);
        if (_rollUps[shard] is { } known)
            return known;
        var rollUp = new ShardRollUp(shard, Store);
        await rollUp.LoadAsync(CancellationToken.None);
        return _rollUps[shard] = rollUp;
    }

    private async ValueTask<T> CallAsync<T>(string customerId, Func<CustomerHost, ValueTask<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            var activation = Route(customerId);
            await activation.Turn.WaitAsync();
            try
            {
                return await call(activation.Host);
            }
            catch (StateConflictException e)
            {
                Assert.True(activation.Host.IsBehind);
                Deactivate(customerId, activation);
                if (attempt == MostTries)
                    throw new ServiceUnavailableException($"Customer {customerId} is hosted more than once.", e);
            }
            catch (StoreException e)
            {
                throw new ServiceUnavailableException($"The store does not work now: {e.Message}", e) { IsPermanent = e.IsPermanent };
            }
            finally
            {
                activation.Turn.Release();
            }
        }
    }

    private Activation Route(string customerId)
    {
        lock (_lock)
        {
            var list = ListOf(customerId);
            if (list.Count == 0)
                list.Add(new Activation(NewHost(customerId)));
            return list[Chooses(list.Count)];
        }
    }

    private void Deactivate(string customerId, Activation activation)
    {
        lock (_lock)
            ListOf(customerId).Remove(activation);
    }

    private List<Activation> ListOf(string customerId)
    {
        if (!_activations.TryGetValue(customerId, out var list))
            _activations.Add(customerId, list = []);
        return list;
    }

    private sealed record Activation(CustomerHost Host)
    {
        public SemaphoreSlim Turn { get; } = new(1);
    }
}
