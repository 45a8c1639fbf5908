using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// Makes decisions durable: loads a ledger, asks the <see cref="Decider"/>, and commits what follows in one transaction; where somebody
/// else was faster, it starts over. Decisions go by the engine's present, leases and retries by the real clock.
/// </summary>
/// <param name="store">Keeps it all.</param>
/// <param name="service">Knows the customers, and the present.</param>
/// <param name="policy">What the bank wants now.</param>
/// <param name="keys">Hold the draw for the holdout.</param>
/// <param name="channels">Those that are set up; at most one of a kind.</param>
/// <param name="listeners">Hear of every change.</param>
/// <param name="metrics">Count what was committed.</param>
/// <param name="time">The real clock.</param>
public sealed partial class ContactDesk(
    IOutreachStore store, IRiskService service, ServedPolicy policy, OutreachKeys keys, IEnumerable<IContactChannel> channels, IEnumerable<IContactListener> listeners, OutreachMetrics metrics, TimeProvider time)
{
    /// <summary>How often a change is tried again where others change the same customer.</summary>
    private const int MostConflicts = 20;

    private readonly Dictionary<ContactChannel, IContactChannel> _channels = channels.ToDictionary(channel => channel.Kind);
    private readonly IContactListener[] _listeners = [.. listeners];

    /// <summary>Decides about a proposal, unless that was done before.</summary>
    /// <param name="proposed">In order of sequence: it also says that everything up to it is decided.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask ProposeAsync(SequencedIntervention proposed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(proposed);
        var proposal = proposed.Intervention.ToProposal();
        return DecideAsync(proposal.CustomerId, async (change, ledger) =>
        {
            var left = await change.BudgetLeftAsync(cancellationToken);
            if (Decider.Propose(ledger, proposal, change.Case.Facts, change.Policy, left, change.Now) is { } decision)
                change.Take(decision);
            change.OpenedBy(proposed.Sequence, change.Policy.Mode == OutreachMode.Live && Decider.IsEligible(ledger, proposal, change.Case.Facts, change.Policy, left, change.Now));
        }, cancellationToken);
    }

    /// <summary>Asks all rules of a contact again, where it is open and not on its way.</summary>
    public ValueTask ReconsiderAsync(string customerId, string contactId, CancellationToken cancellationToken) => DecideAsync(customerId, async (change, ledger) =>
    {
        if (Decider.Reconsider(ledger, contactId, change.Case.Facts, change.Policy, await change.BudgetLeftAsync(cancellationToken), change.Now) is { } decision)
            change.Take(decision);
        // It ended while its row could not be read, which follows now.
        else if (ledger.Find(contactId) is { IsOpen: false })
            change.Edit(contactId, record => record);
    }, cancellationToken);

    /// <summary>An episode is over: what is not on its way is withdrawn.</summary>
    public ValueTask EndEpisodeAsync(string customerId, string episodeId, CancellationToken cancellationToken) =>
        NoteAsync(customerId, (change, ledger) => change.Take(Decider.EndEpisode(ledger, episodeId, change.Now)), cancellationToken);

    /// <summary>A change for which no rule is asked: it counts also where the customer cannot be read.</summary>
    private ValueTask NoteAsync(string customerId, Action<DeskChange, Ledger> note, CancellationToken cancellationToken) => ChangeAsync(customerId, asksRules: false, (change, ledger) =>
    {
        note(change, ledger);
        return ValueTask.CompletedTask;
    }, cancellationToken);

    /// <summary>A change by rules.</summary>
    private ValueTask DecideAsync(string customerId, Func<DeskChange, Ledger, ValueTask> decide, CancellationToken cancellationToken) => ChangeAsync(customerId, asksRules: true, decide, cancellationToken);

    private async ValueTask ChangeAsync(string customerId, bool asksRules, Func<DeskChange, Ledger, ValueTask> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var bundle = policy.Current;
            bundle = bundle with { Policy = bundle.Policy.On(_channels.Keys) };
            var stored = await store.LoadAsync(customerId, cancellationToken);
            var customer = asksRules ? CustomerCase.Of(customerId, await service.GetCustomerAsync(customerId, cancellationToken), keys) : null;
            var change = new DeskChange(store, stored, bundle, customer, service.Present.ToUniversalTime(), time.GetUtcNow());
            await decide(change, stored.Ledger);
            if (await change.ToCommitAsync(cancellationToken) is not { } commit)
                return;
            try
            {
                await store.CommitAsync(commit, cancellationToken);
            }
            catch (LedgerConflictException) when (attempt < MostConflicts)
            {
                continue;
            }

            foreach (var action in change.Actions)
                metrics.Decided(action);
            foreach (var ended in change.Ended)
                metrics.Ended(ended);
            foreach (var contact in commit.Contacts)
            {
                foreach (var listener in _listeners)
                    listener.OnChanged(contact);
            }

            return;
        }
    }
}
