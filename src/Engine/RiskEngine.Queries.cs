using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Internal;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine;

/// <content>Questions: those about a customer's present are answered by its worker between two batches, those about the past by the store.</content>
public sealed partial class RiskEngine
{
    private const int MostPerQuery = 1000;

    public async ValueTask<CustomerView?> GetCustomerAsync(string customerId, CancellationToken cancellationToken) =>
        await AskAsync(customerId, (customer, present) => CustomerViews.Of(customer, present, _core.Serving), cancellationToken);

    public async ValueTask<CustomerHistory?> GetHistoryAsync(string customerId, HistoryCursor? before, int limit, CancellationToken cancellationToken)
    {
        RequireLimit(limit);
        var no = await AskAsync(_core.HomeOf(customerId), p => p.Directory.Find(customerId)?.No ?? 0, cancellationToken);
        if (no == 0)
            return null;
        try
        {
            return new CustomerHistory
            {
                CustomerId = customerId,
                Transactions = await _core.Store.ReadTransactionsAsync(no, before, limit, cancellationToken),
                Scores = await _core.Store.ReadScoresAsync(no, before, limit, cancellationToken),
                Interventions = await _core.Store.ReadInterventionsAsync(no, before, limit, cancellationToken),
            };
        }
        catch (StoreException e)
        {
            throw Unreadable(e);
        }
    }

    public async ValueTask<IReadOnlyList<CustomerSummary>> GetHighRiskAsync(RiskLevel level, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var lists = await Task.WhenAll(Enumerable.Range(0, _core.Partitions.Count).Select(i => AskAsync(i, p => HighRisk.Of(AtOrAbove(p, level), limit), cancellationToken)));
        return HighRisk.Of(lists.SelectMany(list => list), limit);
    }

    public async ValueTask<IReadOnlyList<SequencedIntervention>> GetInterventionsAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        try
        {
            return await _core.Store.ReadInterventionsAsync(afterSequence, limit, cancellationToken);
        }
        catch (StoreException e)
        {
            throw Unreadable(e);
        }
    }

    public async ValueTask<IReadOnlyList<SequencedDeadLetter>> GetDeadLettersAsync(long afterSequence, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        try
        {
            return await _core.Store.ReadDeadLettersAsync(afterSequence, limit, cancellationToken);
        }
        catch (StoreException e)
        {
            throw Unreadable(e);
        }
    }

    public ServiceStats GetStats()
    {
        var sums = _core.Snapshot().Sums;
        var totals = _core.Committer.Totals;
        return new ServiceStats
        {
            Customers = sums.Customers,
            ByLevel = sums.ByLevel,
            AverageRisk = sums.AverageRisk,
            Transactions = totals.Transactions,
            Duplicates = totals.Duplicates,
            DeadLetters = totals.DeadLetters,
            Interventions = totals.Interventions,
            TransactionsPerSecond = _core.Rate.PerSecond(),
            Queued = _core.Gate.Used,
            Now = _core.Clock.Present,
            ModelVersion = _core.Serving.Champion.Version,
        };
    }

    public IReadOnlyList<PartHealth> GetHealth()
    {
        var (fatal, store) = (_core.Availability.FatalError, _core.Availability.StoreError);
        return
        [
            new PartHealth("store", store is null, store ?? _core.Store.Description),
            new PartHealth("engine", fatal is null, fatal?.Message ?? EngineDetail()),
            new PartHealth("model", true, _core.Serving.Champion.Version),
        ];
    }

    private string EngineDetail()
    {
        var workers = $"{_core.Partitions.Count} workers, {_core.Snapshot().Active} customers in memory";
        return _core.Repair.Detail is { } repair ? $"{workers}; {repair}" : workers;
    }

    private static IEnumerable<CustomerSummary> AtOrAbove(Partition partition, RiskLevel level) => partition.Directory.All
        .Where(entry => entry.Summary.Level >= level && entry.Summary.LatestEvent is not null)
        .Select(entry => new CustomerSummary(entry.Id, entry.Summary.Probability, entry.Summary.Level, entry.Summary.Maturity, entry.Summary.LatestEvent));

    private static void RequireLimit(int limit)
    {
        if (limit is < 1 or > MostPerQuery)
            throw new ArgumentOutOfRangeException(nameof(limit), limit, $"must be 1 to {MostPerQuery}.");
    }

    private static ServiceUnavailableException Unreadable(StoreException e) => new($"The store cannot be read now: {e.Message}", e);

    private static ServiceUnavailableException ShuttingDown(Exception? cause = null) => new("The service is shutting down.", cause);

    private Task<T?> AskAsync<T>(string customerId, Func<Customer, DateTimeOffset, T> answer, CancellationToken cancellationToken)
        where T : class
    {
        return AskAsync(_core.HomeOf(customerId), Answer, cancellationToken);

        T? Answer(Partition partition)
        {
            if (partition.Directory.Find(customerId) is not { } entry)
                return null;
            var customer = partition.Directory.Peek([entry])[0] ?? throw new ServiceUnavailableException(entry.Refusal!) { IsPermanent = true, CustomerId = customerId };
            return answer(customer, CustomerViews.MomentFor(customer, _core.Clock.Present));
        }
    }

    private async Task<T> AskAsync<T>(int partition, Func<Partition, T> answer, CancellationToken cancellationToken)
    {
        var question = new Question<T>(answer);
        _core.Availability.Enter(question, writes: false);
        try
        {
            _core.Partitions[partition].Mailbox.Ask(question.Answer);
            return await question.Task.WaitAsync(cancellationToken);
        }
        catch (StoreException e)
        {
            throw Unreadable(e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ShuttingDown(e);
        }
        finally
        {
            _core.Availability.Leave(question);
        }
    }
}
