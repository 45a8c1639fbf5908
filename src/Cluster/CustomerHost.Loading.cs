using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Domain;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <content>
/// Reading the customer. A state is a cache of the log: one that cannot be read is made anew from it. Where the log does not
/// lead to a customer either, that one customer is refused and nobody else is kept waiting. What a later version of this program
/// wrote is no damage: whoever sends something for that customer waits until that version runs here too, and nothing is written.
/// </content>
public sealed partial class CustomerHost
{
    /// <summary>Why the log leads to no customer; null where it was not needed, or does. A state that was mended meanwhile is noticed with the next call.</summary>
    private string? _refusal;

    /// <summary>Whether the customer was made anew from the log and the store does not have it so yet.</summary>
    private bool _isRebuilt;

    /// <summary>Whether the log has said already that this customer waits for a later version.</summary>
    private bool _isOfLaterVersion;

    private async ValueTask<Customer> LoadAsync(CancellationToken cancellationToken) =>
        await FindAsync(cancellationToken) ?? throw new ServiceUnavailableException(_refusal!) { IsPermanent = true, CustomerId = CustomerId };

    /// <summary>The customer; null where it is refused.</summary>
    private async ValueTask<Customer?> FindAsync(CancellationToken cancellationToken)
    {
        IsBehind = false;
        if (_customer is { } known)
            return known;
        var began = Stopwatch.GetTimestamp();
        var stored = await _services.Store.LoadAsync(CustomerId, cancellationToken);
        ClusterMetrics.Loaded(Stopwatch.GetElapsedTime(began));

        if (stored.State is { Span: [> Customer.StateVersion, ..] } || stored.IsProfileOfLaterVersion)
            throw OfLaterVersion(stored.IsProfileOfLaterVersion ? "profile" : "state");
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
            // Of whom nothing is stored, nothing stored is damaged.
            customer = stored.State is not { } state ? new Customer(CustomerId)
                : _damage is null ? CustomerDamage.Told(() => Customer.Read(CustomerId, state.Span)) : throw new InvalidDataException(_damage.Message, _damage);
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

    // It passes: the cluster is on its way to that version. Until then every attempt says so to whoever makes it.
    private ServiceUnavailableException OfLaterVersion(string what)
    {
        ClusterMetrics.FoundLaterVersion();
        if (!_isOfLaterVersion)
            LogOfLaterVersion(_services.Logger, what, CustomerId);
        _isOfLaterVersion = true;
        return new ServiceUnavailableException($"The stored {what} of customer {CustomerId} was written by a later version of this program.") { CustomerId = CustomerId };
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

    [LoggerMessage(3006, LogLevel.Warning, "The stored {What} of customer {CustomerId} was written by a later version of this program; what is sent for it waits until that version runs here.")]
    private static partial void LogOfLaterVersion(ILogger logger, string what, string customerId);

    [LoggerMessage(3005, LogLevel.Error, "The profile of customer {CustomerId} cannot be read: {Damage}; the customer is refused, its transactions become dead letters.")]
    private static partial void LogProfileUnreadable(ILogger logger, string customerId, string damage);

    [LoggerMessage(3004, LogLevel.Error, "The state of customer {CustomerId} could not be read nor made anew; its transactions become dead letters.")]
    private static partial void LogRefused(ILogger logger, Exception cause, string customerId);
}
