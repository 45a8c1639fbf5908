using System.Buffers;
using System.Diagnostics;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Hosting;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Cluster;

/// <summary>
/// Hosts one customer between the calls that come for it and the store: reads it, lets it live, and answers once what followed
/// is durable. What memory holds is never ahead of the store when a call begins: after a commit that failed, or may have, the
/// customer is read anew. So a call that is made again does nothing twice. One call at a time; <see cref="IsBehind"/> tells that
/// somebody else hosts the customer too.
/// </summary>
public sealed partial class CustomerHost
{
    private readonly HostServices _services;
    private readonly BatchEffects _effects;
    private ArrayBufferWriter<byte>? _buffer;
    private Customer? _customer;
    private long _version;

    /// <param name="customerId">The customer.</param>
    /// <param name="services">What all hosts of the process share.</param>
    public CustomerHost(string customerId, HostServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!TransactionRules.IsCustomerId(customerId))
            throw new ArgumentException("customer_id must be 1 to 64 characters of letters, digits and -_.:", nameof(customerId));
        (CustomerId, _services, _effects) = (customerId, services, new BatchEffects());
    }

    public string CustomerId { get; }

    /// <summary>Whether the last call found that somebody else had changed the customer.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Takes transactions in order and answers once what was accepted is durable.</summary>
    /// <returns>One outcome per transaction, in order.</returns>
    /// <exception cref="StateConflictException">Somebody else changed the customer; nothing of the call counts.</exception>
    /// <exception cref="StoreException">The store does not work; whether the call counts shows when it is made again.</exception>
    /// <exception cref="ServiceUnavailableException">What is stored of the customer cannot be read, or lived with; nothing of the call counts.</exception>
    public ValueTask<IReadOnlyList<IngestOutcome>> IngestAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        return MendAsync(() => TryIngestAsync(transactions, cancellationToken));
    }

    private async ValueTask<IReadOnlyList<IngestOutcome>> TryIngestAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        using var span = Tracing.Source.StartActivity("customer ingest");
        span?.SetTag(Tracing.Transactions, transactions.Count);
        var customer = await LoadAsync(cancellationToken);
        var models = _services.Models.Current;
        var commit = NewCommit(models);
        var outcomes = new IngestOutcome[transactions.Count];
        List<int>? late = null;
        await DiscardUnlessAsync(async () =>
        {
            var began = Stopwatch.GetTimestamp();
            CustomerDamage.Told(() =>
            {
                for (var i = 0; i < outcomes.Length; i++)
                {
                    outcomes[i] = Apply(transactions[i], customer, models.Champion, commit);
                    if (outcomes[i].Applied == Applied.TooLate)
                        (late ??= []).Add(i);
                }
            });
            ClusterMetrics.Applied(Stopwatch.GetElapsedTime(began));
            if (late is not null)
                await BuryAsync(transactions, outcomes, late, commit, cancellationToken);
            if (commit.Transactions.Count > 0)
            {
                // Every day up to that of the latest event is judged.
                var latest = customer.LatestEvent!.Value;
                Take(customer, commit, TickTimes.QuietUntil(latest, latest.ToUnixTimeMilliseconds()));
            }

            await CommitAsync(customer, commit, cancellationToken);
        });
        return outcomes;
    }

    /// <summary>Time passed.</summary>
    /// <exception cref="StateConflictException">Somebody else changed the customer; nothing of the call counts.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public ValueTask TickAsync(DateTimeOffset now, CancellationToken cancellationToken) => MendAsync(() => TryTickAsync(now, cancellationToken));

    private async ValueTask TryTickAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var customer = await LoadAsync(cancellationToken);
        if (customer.LatestEvent is not { } latest)
            return;
        var models = _services.Models.Current;
        var commit = NewCommit(models);
        await DiscardUnlessAsync(async () =>
        {
            var before = StateOf(customer).ToArray();
            CustomerDamage.Told(() =>
            {
                customer.Tick(now, models.Champion, _effects.Raw);
                _effects.Collect(customer, commit);
                Take(customer, commit, TickTimes.QuietUntil(latest, now.ToUnixTimeMilliseconds()));
            });

            // The short row alone then says when the customer is due again; but what was made anew is to replace what is damaged.
            if (!_isRebuilt && commit.State!.Value.Span.SequenceEqual(before))
                commit.State = null;
            await CommitAsync(customer, commit, cancellationToken);
        });
    }

    /// <summary>Stores a profile, durably.</summary>
    /// <exception cref="StateConflictException">Somebody else changed the customer; nothing of the call counts.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async ValueTask PutProfileAsync(CustomerProfile profile, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (ProfileRules.Violation(profile) is { } violation)
            throw new ArgumentException($"{violation.Field} {violation.Rule}", nameof(profile));
        var customer = await LoadAsync(cancellationToken);
        var commit = NewCommit(_services.Models.Current);
        commit.Profile = profile;
        await DiscardUnlessAsync(async () =>
        {
            customer.Profile = profile;
            await CommitAsync(customer, commit, cancellationToken);
        });
    }

    /// <summary>Takes missed payments, durably.</summary>
    /// <returns>False where the customer is not known; nothing is kept then.</returns>
    /// <exception cref="StateConflictException">Somebody else changed the customer; nothing of the call counts.</exception>
    /// <exception cref="StoreException">The store does not work.</exception>
    public async ValueTask<bool> NoteMissedPaymentsAsync(IReadOnlyList<MissedPayment> payments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payments);
        var customer = await LoadAsync(cancellationToken);
        if (_version == 0)
            return false;
        var commit = NewCommit(_services.Models.Current);
        commit.MissedPayments.AddRange(payments);
        await DiscardUnlessAsync(() => CommitAsync(customer, commit, cancellationToken));
        return true;
    }

    // Whatever a call that failed left behind goes with it.
    private CustomerCommit NewCommit(ServedModels models)
    {
        _effects.Begin(models, _services.Clock.NewsCutoffMs);
        return new CustomerCommit { CustomerId = CustomerId, AfterVersion = _version };
    }

    private IngestOutcome Apply(Transaction transaction, Customer customer, ModelBundle model, CustomerCommit commit)
    {
        var applied = customer.Apply(transaction, model, _effects.Raw);
        switch (applied)
        {
            case Applied.Accepted:
                commit.Transactions.Add(transaction);
                _effects.Collect(customer, commit);
                return default;
            case Applied.Duplicate:
                commit.Duplicates++;
                return new IngestOutcome(applied, null);
            default:
                return new IngestOutcome(applied, LateTransaction.Error(transaction, customer.LatestEvent));
        }
    }

    // Memory is ahead of the store from the first change on, and after a commit that failed nobody knows what is stored.
    private async ValueTask DiscardUnlessAsync(Func<ValueTask> act)
    {
        var isSound = false;
        try
        {
            await act();
            isSound = true;
        }
        catch (StateConflictException)
        {
            IsBehind = true;
            throw;
        }
        finally
        {
            // A store that was not waited for may still be writing what the buffer holds.
            if (!isSound)
                (_customer, _buffer) = (null, null);
        }
    }

    // The transaction may be an old acquaintance that the customer itself no longer remembers, be it of this very batch.
    private async ValueTask BuryAsync(IReadOnlyList<Transaction> transactions, IngestOutcome[] outcomes, List<int> late, CustomerCommit commit, CancellationToken cancellationToken)
    {
        var known = await _services.Store.FindIdsAsync(CustomerId, [.. late.Select(i => transactions[i].TransactionId).Distinct()], cancellationToken);
        var logged = commit.Transactions.Select(transaction => transaction.TransactionId).Concat(known.Logged).ToHashSet(StringComparer.Ordinal);
        var buried = known.Buried.ToHashSet(StringComparer.Ordinal);
        foreach (var i in late)
        {
            var id = transactions[i].TransactionId;
            if (logged.Contains(id))
            {
                outcomes[i] = new IngestOutcome(Applied.Duplicate, null);
                commit.Duplicates++;
            }
            else if (buried.Add(id))
            {
                commit.DeadLetters.Add(new LateLetter(id, LateTransaction.Letter(transactions[i], outcomes[i].Error!, _services.Clock.Wall)));
            }
        }
    }

    private void Take(Customer customer, CustomerCommit commit, long quietUntilMs)
    {
        commit.State = StateOf(customer);
        commit.QuietUntilMs = quietUntilMs;
        commit.Summary = SummaryOf(customer);
    }

    // Holds until it is called again.
    private ReadOnlyMemory<byte> StateOf(Customer customer)
    {
        _buffer ??= new ArrayBufferWriter<byte>(4096);
        _buffer.ResetWrittenCount();
        customer.Write(_buffer);
        return _buffer.WrittenMemory;
    }

    private async ValueTask CommitAsync(Customer customer, CustomerCommit commit, CancellationToken cancellationToken)
    {
        if (commit.IsEmpty)
            return;
        var (began, span) = (Stopwatch.GetTimestamp(), Tracing.Current);
        commit.TraceParent = Tracing.TraceParentOf(span);
        var receipt = await _services.Store.CommitAsync(commit, cancellationToken);
        _version = receipt.Version;
        _isRebuilt &= commit.State is null;
        ClusterMetrics.Committed(Stopwatch.GetElapsedTime(began), commit.Transactions.Count, commit.Duplicates, commit.DeadLetters.Count, commit.Interventions.Count);

        // Not before: or what a call that failed would have made news were history when it is made again.
        foreach (var transaction in commit.Transactions)
            _services.Clock.Note(transaction.Timestamp.ToUnixTimeMilliseconds());
        _services.Observer.OnCommitted(new ListedCustomer(CustomerId, _version, SummaryOf(customer)), new CommittedEffects
        {
            Transactions = commit.Transactions.Count,
            RiskChanges = _effects.TakeChanges(),
            Interventions = [.. receipt.Interventions.Where(i => i.Status == InterventionStatus.Proposed)],
            Span = span,
        });
    }

    private static StateSummary SummaryOf(Customer customer) =>
        new(customer.Score.Probability, customer.Score.Level, customer.Score.Maturity, customer.LatestEvent);
}
