using PreDelinquency.Domain.Interventions;
using PreDelinquency.Engine;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// Takes off the lists that people work on what is no longer called for: contacts that wait for approval, and calls, whose episode is
/// over. All others ask before they go.
/// </summary>
internal sealed class EpisodeEnds(IOutreachStore store, IRiskService service, ContactDesk desk)
{
    /// <summary>At most so many of each list are looked at, in turn, as each customer is asked for.</summary>
    private const int Page = 500;

    private long _after;

    /// <param name="guard">Acts for a customer, and passes over one who cannot be read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task LookAsync(Func<string, Func<ValueTask>, ValueTask<bool>> guard, CancellationToken cancellationToken)
    {
        var waiting = await store.ReadContactsAsync(new ContactFilter { State = ContactState.AwaitingApproval, AfterSequence = _after }, Page, cancellationToken);
        _after = waiting.Count < Page ? 0 : waiting[^1].Sequence;
        var calls = await store.ReadOutboxAsync(ContactChannel.Phone, Page, cancellationToken);
        foreach (var contact in waiting.Concat(await store.ReadContactsAsync([.. calls.Select(call => call.ContactId)], cancellationToken)))
        {
            var (customerId, episodeId) = (contact.Proposal.CustomerId, contact.Proposal.EpisodeId);
            await guard(customerId, async () =>
            {
                if (CustomerCase.OpenEpisodeOf(customerId, await service.GetCustomerAsync(customerId, cancellationToken)) != episodeId)
                    await desk.EndEpisodeAsync(customerId, episodeId, cancellationToken);
            });
        }
    }
}
