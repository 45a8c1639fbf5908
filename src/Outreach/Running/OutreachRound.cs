using Microsoft.Extensions.Logging;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// One look at all there is to do: new proposals, contacts that are due, the outbox, and what became of payments. Whoever calls it
/// decides when; two at once do no harm, in one process or several.
/// </summary>
public sealed class OutreachRound(
    IOutreachStore store, IRiskService service, IModelHistory history, ContactDesk desk, ServedPolicy policy, IEnumerable<IContactChannel> channels, TimeProvider time, ILogger<OutreachRound> logger)
{
    private const int Page = 500;

    /// <summary>Of what is due in one round: the rest waits for the next.</summary>
    private const int MostPages = 100;

    private static readonly TimeSpan PolicyInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PaymentInterval = TimeSpan.FromMinutes(1);

    private readonly HashSet<ContactChannel> _carried = [.. channels.Select(channel => channel.Kind)];
    private readonly HandOvers _handOvers = new(store, desk, time, logger);
    private readonly PaymentOutcomes _payments = new(store, history, desk);
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private long? _policyLookedAt;
    private long? _paymentsLookedAt;

    /// <exception cref="StoreException">The store does not work now.</exception>
    /// <exception cref="ServiceUnavailableException">The engine does not work now.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (IsDue(ref _policyLookedAt, PolicyInterval) && await policy.LookAsync(store, service.Present, cancellationToken))
            logger.PolicySeen(policy.Current.Version, policy.Waiting, policy.Faults.Count);
        // Who waited comes before what is new: a day's budget is theirs first.
        await WakeAsync(cancellationToken);
        await ReadProposalsAsync(cancellationToken);
        await WakeAsync(cancellationToken);
        // Calls that nobody carries are people's; what they left unended is found by its lease.
        await _handOvers.RunAsync(Enum.GetValues<ContactChannel>().Where(channel => _carried.Contains(channel) || desk.IsDryRun(policy.Current.Policy, channel)), cancellationToken);
        if (IsDue(ref _paymentsLookedAt, PaymentInterval))
            await _payments.NoteAsync(service.Present, cancellationToken);
    }

    private async Task ReadProposalsAsync(CancellationToken cancellationToken)
    {
        for (var position = await store.ReadPositionAsync(cancellationToken); ;)
        {
            var page = await service.GetInterventionsAsync(position, Page, cancellationToken);
            if (page.Count == 0)
                return;
            foreach (var proposed in page.Where(p => p.Status == InterventionStatus.Proposed))
            {
                var (customerId, contactId) = (proposed.Intervention.CustomerId, proposed.Intervention.InterventionId);
                if (!await GuardAsync(customerId, () => desk.ProposeAsync(proposed, cancellationToken)))
                    await store.AppendAuditAsync([AuditDrafts.Of(service.Present, "proposal_passed_over", customerId, contactId, "the customer cannot be read")], cancellationToken);
            }

            position = page[^1].Sequence;
            await store.MovePositionAsync(position, cancellationToken);
        }
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        for (var page = 0; page < MostPages; page++)
        {
            var due = await store.ReadDueAsync(service.Present, Page, cancellationToken);
            foreach (var contact in due)
                await GuardAsync(contact.Proposal.CustomerId, () => desk.ReconsiderAsync(contact.Proposal.CustomerId, contact.ContactId, cancellationToken));
            if (due.Count < Page)
                return;
        }
    }

    /// <summary>A customer whose state is damaged for good keeps nobody else waiting.</summary>
    /// <returns>Whether the customer could be read.</returns>
    private async ValueTask<bool> GuardAsync(string customerId, Func<ValueTask> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (ServiceUnavailableException e) when (e is { IsPermanent: true, CustomerId: not null })
        {
            if (_unreadable.Add(customerId))
                logger.CustomerUnreadable(customerId, e);
            return false;
        }
    }

    private bool IsDue(ref long? lookedAt, TimeSpan interval)
    {
        if (lookedAt is { } at && time.GetElapsedTime(at) < interval)
            return false;
        lookedAt = time.GetTimestamp();
        return true;
    }
}
