using Microsoft.Extensions.Logging;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>What outreach logs; no personal data beyond opaque ids.</summary>
public static partial class OutreachLog
{
    [LoggerMessage(500, LogLevel.Error, "Contact {ContactId} by {Channel}: the channel failed in a way that nobody foresaw; whether it went out is for a person to find out.")]
    public static partial void SendFailed(this ILogger logger, string contactId, ContactChannel channel, Exception exception);

    [LoggerMessage(501, LogLevel.Error, "Customer {CustomerId} cannot be read: nothing is decided about contacts of theirs.")]
    public static partial void CustomerUnreadable(this ILogger logger, string customerId, Exception exception);

    [LoggerMessage(504, LogLevel.Error, "Of customer {CustomerId} something cannot be read, and lists go without it: {Reason}")]
    public static partial void LeftOut(this ILogger logger, string customerId, string reason, Exception exception);

    /// <summary>What lists have left out by now, each once.</summary>
    public static void LeftOut(this ILogger logger, IOutreachStore store)
    {
        foreach (var reason in store.TakeLeftOut())
            logger.LeftOut(reason.CustomerId!, reason.Message, reason);
    }

    [LoggerMessage(503, LogLevel.Warning, "{Count} claimed entries of the outbox cannot be given back now; they are free again when their leases end.")]
    public static partial void ClaimsKept(this ILogger logger, int count, Exception exception);

    [LoggerMessage(502, LogLevel.Warning, "Contact policy {Version} is in force; waiting for two persons: {Waiting}; faults of the policy in the folder: {Faults}.")]
    public static partial void PolicySeen(this ILogger logger, string version, string? waiting, int faults);
}
