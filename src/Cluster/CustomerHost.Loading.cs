using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <content>
/// Reading the customer. A state is a cache of the log: one that cannot be read is made anew from it. Where the log does not
/// lead to a customer either, that one customer is refused and nobody else is kept waiting.
/// </content>
public sealed partial class CustomerHost
{
    /// <summary>Why the log leads to no customer; null where it was not needed, or does. A state that was mended meanwhile is noticed with the next call.</summary>
    private string? _refusal;

    private async ValueTask<Customer> LoadAsync(CancellationToken cancellationToken) =>
    /// <summary>Whether the customer was made anew from the log and the store does not have it so yet.</summary>
    private bool _isRebuilt;

    /// <summary>Whether the log has said already that this customer waits for a later version.</summary>
    private bool _isOfLaterVersion;

        await FindAsync(cancellationToken) ?? throw new ServiceUnavailableException(_refusal!) { IsPermanent = true };

    /// <summary>The customer; null where it is refused.</summary>
    private async ValueTask<Customer?> FindAsync(CancellationToken cancellationToken)
    {
        IsBehind = false;
        if (_customer is { } known)
            return known;
        var began = Stopwatch.GetTimestamp();
        var stored = await _services.Store.LoadAsync(CustomerId, cancellationToken);
        ClusterMetrics.Loaded(Stopwatch.GetElapsedTime(began));

        // No damage: the cluster is on its way to a later version of this program, which must not find its state undone.
        if (stored.State is { Span: [> Customer.StateVersion, ..] })
            throw new ServiceUnavailableException($"The stored state of customer {CustomerId} was written by a later version of this program.") { IsPermanent = true };
        if (stored.ProfileDamage is { } unreadable)
        {
            (_refusal, _version) = ($"The profile of customer {CustomerId} cannot be read: {unreadable}", stored.Version);
            LogProfileUnreadable(_services.Logger, CustomerId, unreadable);
            return null;
        }

        Customer customer;
        var isRebuilt = false;
        try
        {
            customer = stored.State is { } state ? Customer.Read(CustomerId, state.Span) : new Customer(CustomerId);
        }
        catch (InvalidDataException damage)
        {
            if (_refusal is not null || await RebuildAsync(damage, cancellationToken) is not { } rebuilt)
            {
                _version = stored.Version;
                return null;
            }

            (customer, isRebuilt) = (rebuilt, true);
        }

        customer.Profile = stored.Profile;
        (_customer, _version, _isRebuilt) = (customer, stored.Version, isRebuilt);
        (_refusal, _isOfLaterVersion) = (null, false);
        return customer;
    }

    private async ValueTask<Customer?> RebuildAsync(InvalidDataException damage, CancellationToken cancellationToken)
    {
        try
        {
            var customer = await CustomerRebuild.RunAsync(CustomerId, _services.Store, _services.Models.Current.Champion, cancellationToken);
            LogRebuilt(_services.Logger, damage, CustomerId);
            return customer;
        }
        catch (InvalidDataException e)
        {
            _refusal = $"The state of customer {CustomerId} is damaged ({damage.Message}) and its log does not lead to one: {e.Message}";
            LogRefused(_services.Logger, e, CustomerId);
            return null;
        }
    }

    // Nothing that was sent is lost, and whoever sends it does not send it for ever.
    private async ValueTask<IReadOnlyList<IngestOutcome>> RefuseAsync(IReadOnlyList<Transaction> transactions, CancellationToken cancellationToken)
    {
        var commit = NewCommit(_services.Models.Current);
        var outcomes = Enumerable.Repeat(new IngestOutcome(Applied.TooLate, _refusal), transactions.Count).ToArray();
        await BuryAsync(transactions, outcomes, [.. Enumerable.Range(0, outcomes.Length)], commit, cancellationToken);
        if (commit.IsEmpty)
            return outcomes;
        var began = Stopwatch.GetTimestamp();
        await DiscardUnlessAsync(async () => _version = (await _services.Store.CommitAsync(commit, cancellationToken)).Version);
        ClusterMetrics.Committed(Stopwatch.GetElapsedTime(began), commit.Transactions.Count, commit.Duplicates, commit.DeadLetters.Count, commit.Interventions.Count);
        return outcomes;
    }

    [LoggerMessage(3003, LogLevel.Warning, "The state of customer {CustomerId} could not be read; it was made anew from the log.")]
    private static partial void LogRebuilt(ILogger logger, Exception damage, string customerId);

    [LoggerMessage(3005, LogLevel.Error, "The profile of customer {CustomerId} cannot be read: {Damage}; the customer is refused, its transactions become dead letters.")]
    private static partial void LogProfileUnreadable(ILogger logger, string customerId, string damage);

    [LoggerMessage(3004, LogLevel.Error, "The state of customer {CustomerId} could not be read nor made anew; its transactions become dead letters.")]
    private static partial void LogRefused(ILogger logger, Exception cause, string customerId);
}
