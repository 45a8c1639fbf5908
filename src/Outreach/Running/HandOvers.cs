using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// Hands over what is due in the outbox: channels beside each other, and on each a few customers at once, of one customer one message after
/// the other. A provider that lets us wait keeps a round for as long as one message takes and little more: what has not begun by then is
/// given back, and whoever looks next finds it.
/// </summary>
internal sealed class HandOvers(IOutreachStore store, ContactDesk desk, TimeProvider time, ILogger logger)
{
    /// <summary>On one channel. A provider that takes a second for each message so gets some 700,000 a day.</summary>
    public const int MostAtOnce = 8;

    private const int MostClaimed = 500;

    /// <summary>How long an entry of the outbox is this process's: longer than any channel takes.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>In one round nothing is begun after this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <param name="channels">By which channels.</param>
    /// <param name="guard">Goes on without customers who fail.</param>
    /// <param name="cancellationToken">Ends the round.</param>
    /// <exception cref="StoreException">The store does not work now.</exception>
    /// <exception cref="ServiceUnavailableException">The engine does not work now.</exception>
    public Task RunAsync(IEnumerable<ContactChannel> channels, Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken) =>
        Task.WhenAll(channels.Select(channel => RunAsync(channel, guard, cancellationToken)));

    private async Task RunAsync(ContactChannel channel, Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var now = time.GetUtcNow();
        var claimed = await store.ClaimAsync(channel, _owner, now, now + Lease, MostClaimed, cancellationToken);
        var left = new ConcurrentDictionary<string, OutboxEntry>(claimed.Select(entry => KeyValuePair.Create(entry.ContactId, entry)), StringComparer.Ordinal);
        // A group goes through the hands of one worker, in the order in which its entries were due.
        var customers = new ConcurrentQueue<IGrouping<string, OutboxEntry>>(claimed.GroupBy(entry => entry.CustomerId, StringComparer.Ordinal));
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Min(MostAtOnce, customers.Count)).Select(_ => WorkAsync()));
        }
        finally
        {
            await GiveBackAsync([.. left.Values]);
        }

        async Task WorkAsync()
        {
            while (customers.TryDequeue(out var own))
            {
                foreach (var entry in own)
                {
                    if (time.GetElapsedTime(began) >= Patience || cancellationToken.IsCancellationRequested)
                        return;
                    if (await HandOverAsync(entry, guard, cancellationToken))
                        left.TryRemove(entry.ContactId, out var _);
                }
            }
        }
    }

    /// <returns>Whether it is no longer this round's.</returns>
    private async Task<bool> HandOverAsync(OutboxEntry entry, Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken)
    {
        // One that is gone on without is looked at again when the lease is over.
        var isDone = true;
        await guard(entry.CustomerId, async () => isDone = await desk.DispatchAsync(entry, logger, cancellationToken));
        return isDone;
    }

    private async Task GiveBackAsync(IReadOnlyList<OutboxEntry> entries)
    {
        if (entries.Count == 0)
            return;
        try
        {
            await store.ReleaseAsync(entries, CancellationToken.None);
        }
        catch (StoreException e)
        {
            // Their leases end by themselves.
            logger.ClaimsKept(entries.Count, e);
        }
    }
}
