using PreDelinquency.Domain;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>When a channel that was unavailable is asked again: after 30 seconds, twice as long each time, an hour at most; for a day, in which nights count.</summary>
internal static class SendRetry
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>After so long a message becomes a dead letter.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <param name="entry">Before this try.</param>
    /// <param name="asked">What the provider asked for; null where it did not.</param>
    /// <param name="clock">The real clock.</param>
    /// <returns>Null where it is time to give up.</returns>
    public static DateTimeOffset? Next(OutboxEntry entry, TimeSpan? asked, DateTimeOffset clock)
    {
        var wait = TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(entry.Tries, 10)));
        // Spread by a fifth, by contact and try: what failed together does not come back together.
        var spread = (StableHash.Of($"{entry.ContactId}/{entry.Tries}") % 1024 / 1024.0 * 0.4) - 0.2;
        wait *= 1 + spread;
        var next = clock + (asked > wait ? asked.Value : wait);
        return next < entry.Since + Patience ? next : null;
    }
}
