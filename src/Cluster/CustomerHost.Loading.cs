using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PreDelinquency.Cluster.Internal;
using PreDelinquency.Domain;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <content>
/// Reading the customer. A state is a cache of the log: one that cannot be read is made anew from it. Where the log does not
/// lead to a customer either, every call for that one fails for a reason of its own, and whoever brought it decides how long to wait
/// (<see cref="FailingCustomers"/>). What a later version of this program wrote is no damage: whoever sends something for that customer waits
/// until that version runs here too, and nothing is written.
/// </content>
public sealed partial class CustomerHost
{
    /// <summary>Why the log leads to no customer; null where it was not needed, or does. A state that was mended meanwhile is noticed with the next call.</summary>
    private string? _refusal;

    /// <summary>What the log was told last of why the customer cannot be read.</summary>
    private string? _told;

    /// <summary>Whether the customer was made anew from the log and the store does not have it so yet.</summary>
    private bool _isRebuilt;

    /// <summary>Whether the log has said already that this customer waits for a later version.</summary>
    private bool _isOfLaterVersion;

    /// <exception cref="ServiceUnavailableException">What is stored of the customer cannot be read; permanent, unless a later version can.</exception>
    private async ValueTask<Customer> LoadAsync(CancellationToken cancellationToken)
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
            throw Refused($"The profile of customer {CustomerId} cannot be read: {unreadable}");

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
            (customer, isRebuilt) = (await RebuildAsync(damage, cancellationToken), true);
        }

        customer.Profile = stored.Profile;
        (_customer, _version, _isRebuilt) = (customer, stored.Version, isRebuilt);
        (_refusal, _told, _isOfLaterVersion) = (null, null, false);
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

    private async ValueTask<Customer> RebuildAsync(InvalidDataException damage, CancellationToken cancellationToken)
    {
        if (_refusal is { } known)
            throw Refused(known);
        try
        {
            var customer = await CustomerRebuild.RunAsync(CustomerId, _services.Store, _services.Models.Current.Champion, cancellationToken);
            LogRebuilt(_services.Logger, damage, CustomerId);
            return customer;
        }
        catch (InvalidDataException e) when (!CustomerDamage.IsThrown(e))
        {
            _refusal = $"The state of customer {CustomerId} is damaged ({damage.Message}) and its log does not lead to one: {e.Message}";
            throw Refused(_refusal);
        }
    }

    private ServiceUnavailableException Refused(string reason)
    {
        if (_told != reason)
            LogRefused(_services.Logger, reason);
        _told = reason;
        return new ServiceUnavailableException(reason) { IsPermanent = true, CustomerId = CustomerId };
    }

    [LoggerMessage(3003, LogLevel.Warning, "The state of customer {CustomerId} could not be read; it was made anew from the log.")]
    private static partial void LogRebuilt(ILogger logger, Exception damage, string customerId);

    [LoggerMessage(3006, LogLevel.Warning, "The stored {What} of customer {CustomerId} was written by a later version of this program; what is sent for it waits until that version runs here.")]
    private static partial void LogOfLaterVersion(ILogger logger, string what, string customerId);

    [LoggerMessage(3004, LogLevel.Error, "{Reason} Every call for that customer fails until this is mended.")]
    private static partial void LogRefused(ILogger logger, string reason);
}
