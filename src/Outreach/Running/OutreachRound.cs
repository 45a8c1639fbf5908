using Microsoft.Extensions.Logging;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// One look at all there is to do: new proposals, contacts that are due, the outbox, what became of payments, and episodes that are over. Whoever calls it
/// decides when; two at once do no harm, in one process or several.
/// </summary>
public sealed class OutreachRound(
    IOutreachStore store, IRiskService service, IModelHistory history, ContactDesk desk, ServedPolicy policy, IEnumerable<IContactChannel> channels, TimeProvider time, ILogger<OutreachRound> logger)
{
    private const int Page = 500;

    /// <summary>Of what is due in one round: the rest waits for the next.</summary>
    private const int MostPages = 100;

    private static readonly TimeSpan PaymentInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EpisodeInterval = TimeSpan.FromMinutes(1);

    /// <summary>A look at payments reads all that the bank told of the last weeks: it takes no more than one part in so many of the time.</summary>
    private const int PaymentShare = 20;

    private readonly HashSet<ContactChannel> _carried = [.. channels.Select(channel => channel.Kind)];
    private readonly HandOvers _handOvers = new(store, desk, time, logger);
    private readonly PaymentOutcomes _payments = new(store, history, desk);
    private readonly EpisodeEnds _ends = new(store, service, desk);
    private readonly FailingContacts _failing = new(time);
    private (string Model, string? Shadow)? _served;
    private long? _policyLookedAt;
    private long? _paymentsLookedAt;
    private TimeSpan _paymentsTook;
    private long? _episodesLookedAt;

    /// <exception cref="StoreException">The store does not work now.</exception>
    /// <exception cref="ServiceUnavailableException">The engine does not work now.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await NoteServedAsync(cancellationToken);
        if (IsDue(ref _policyLookedAt, ServedPolicy.Interval) && await policy.LookAsync(store, service.Present, cancellationToken))
            logger.PolicySeen(policy.Current.Version, policy.Waiting?.Version, policy.Faults.Count);
        // Who waited comes before what is new: a day's budget is theirs first.
        await WakeAsync(cancellationToken);
        await ReadProposalsAsync(cancellationToken);
        await WakeAsync(cancellationToken);
        // Calls that nobody carries are people's. Of other channels, what somebody carried once may still be there: its rules send it another way.
        var isCalledByPeople = !_carried.Contains(ContactChannel.Phone) && policy.Current.Policy.Mode == OutreachMode.Live;
        if (isCalledByPeople)
            await AbandonCallsAsync(cancellationToken);
        await _handOvers.RunAsync(Enum.GetValues<ContactChannel>().Where(channel => channel != ContactChannel.Phone || !isCalledByPeople), GuardAsync, cancellationToken);
        if (IsDue(ref _paymentsLookedAt, _paymentsTook * PaymentShare is var share && share > PaymentInterval ? share : PaymentInterval))
        {
            await _payments.NoteAsync(service.Present, GuardAsync, cancellationToken);
            _paymentsTook = time.GetElapsedTime(_paymentsLookedAt!.Value);
        }

        if (IsDue(ref _episodesLookedAt, EpisodeInterval))
            await _ends.LookAsync(GuardAsync, cancellationToken);
        logger.LeftOut(store);
    }

    /// <summary>By what is decided from now on goes into the audit log: models whenever they change, and the policy at a start, as a folder may be changed while nothing runs. What happens to it later, <see cref="ServedPolicy"/> notes.</summary>
    private async Task NoteServedAsync(CancellationToken cancellationToken)
    {
        var models = service.Models;
        var served = (models.Champion.Version, models.Shadow?.Version);
        if (served == _served)
            return;
        var drafts = new List<AuditDraft> { AuditDrafts.Of(service.Present, "models_served", null, null, new { version = served.Item1, shadow = served.Item2 }) };
        if (_served is null)
            drafts.Add(AuditDrafts.Of(service.Present, "policy_in_force", null, null, new { version = policy.Current.Version, by = "start" }));
        await store.AppendAuditAsync(drafts, cancellationToken);
        _served = served;
    }

    private async Task ReadProposalsAsync(CancellationToken cancellationToken)
    {
        for (var position = await store.ReadPositionAsync(cancellationToken); ;)
        {
            var page = await service.GetInterventionsAsync(position, Page, cancellationToken);
            if (page.Count == 0)
                return;
            var passedOver = new List<AuditDraft>();
            foreach (var proposed in page.Where(p => p.Status == InterventionStatus.Proposed))
            {
                var (customerId, contactId) = (proposed.Intervention.CustomerId, proposed.Intervention.InterventionId);
                // Of no customer: whose key is damaged has none that it could be sealed under, and it says no more than ids.
                if (!await GuardAsync(customerId, () => desk.ProposeAsync(proposed, cancellationToken)))
                    passedOver.Add(AuditDrafts.Of(service.Present, "proposal_passed_over", null, contactId, "the customer cannot be read"));
            }

            // Where the page breaks off all of it comes again.
            if (passedOver.Count > 0)
                await store.AppendAuditAsync(passedOver, cancellationToken);
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

    private async Task AbandonCallsAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in await store.ReadAbandonedAsync(ContactChannel.Phone, time.GetUtcNow() - ContactDesk.CallGrace, Page, cancellationToken))
            await GuardAsync(entry.CustomerId, () => desk.AbandonCallAsync(entry, cancellationToken));
    }

    /// <summary>A customer of whom something is damaged for good, or whom nobody foresaw, keeps nobody else waiting.</summary>
    /// <returns>Whether the customer could be read.</returns>
    private async ValueTask<bool> GuardAsync(string customerId, Func<ValueTask> act)
    {
        try
        {
            await act();
            _failing.Works(customerId);
            return true;
        }
        catch (Exception e) when (_failing.MayGoOnWithout(customerId, e, out var isNews))
        {
            if (isNews)
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
