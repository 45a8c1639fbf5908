using Microsoft.Extensions.Logging;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>From the outbox to a channel.</content>
public sealed partial class ContactDesk
{
    /// <summary>No channel takes longer; leases leave it at least so long.</summary>
    public static readonly TimeSpan LongestHandOver = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Hands one entry over. The attempt is durable before the message goes out, and its end after: whoever finds one that was begun and
    /// not ended by a lease that is over does not know whether it went out, and leaves it to a person.
    /// </summary>
    /// <param name="entry">Leased to the caller.</param>
    /// <param name="logger">Takes what nobody foresaw.</param>
    /// <param name="cancellationToken">Ends the wait, not a hand-over that goes on.</param>
    /// <returns>False where its turn came too late in its lease: nothing was done, and the caller gives it back.</returns>
    public async ValueTask<bool> DispatchAsync(OutboxEntry entry, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        // Two must never be at it.
        if (entry.LeasedUntil is not { } end || time.GetUtcNow() + LongestHandOver > end)
            return false;
        if (await BeginAsync(entry, cancellationToken) is not { } begun)
            return true;
        var result = begun.IsDryRun ? new SendResult.Accepted("dry_run") : await SendAsync(begun.Message, logger, cancellationToken);
        // What went out is noted even where the program is asked to stop.
        await EndAsync(entry, begun.Message.AttemptNo, ToAttempt(result), result, CancellationToken.None);
        if (result is SendResult.Refused)
            await FallBackAsync(entry.CustomerId, entry.ContactId, cancellationToken);
        return true;
    }

    /// <summary>Asks the rules once more, and begins the attempt where they allow it.</summary>
    /// <returns>Null where nothing is to be handed over now.</returns>
    private async ValueTask<(OutboundMessage Message, bool IsDryRun)?> BeginAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        var contactId = entry.ContactId;
        (int Number, string Address, DateTimeOffset NotAfter, bool IsDryRun)? begun = null;
        await DecideAsync(entry.CustomerId, async (change, ledger) =>
        {
            begun = null;
            // What it was claimed for may have gone another way meanwhile; then the entry is somebody else's, or nobody's yet. Nobody
            // changes it during the lease without changing the ledger, so that the commit below finds out.
            if (await store.ReadOutboxAsync(contactId, cancellationToken) is not { } stored || stored.Channel != entry.Channel || stored.LeasedBy != entry.LeasedBy || stored.LeasedUntil != entry.LeasedUntil)
                return;
            if (ledger.Find(contactId) is not { State: ContactState.Sending })
            {
                change.LeaveOutbox(contactId);
                return;
            }

            if (ledger.IsInFlight(contactId))
            {
                change.Take(Decider.EndAttempt(ledger, contactId, NumberOf(ledger, contactId), AttemptResult.InDoubt, change.Policy, change.Now));
                change.Edit(contactId, record => record with { LastError = "whoever handed it over stopped before the end" });
                return;
            }

            if (await store.FindContactAsync(contactId, cancellationToken) is not { Message: not null })
            {
                change.Take(Decider.GiveUp(ledger, contactId, change.Now));
                change.Edit(contactId, record => record with { LastError = "its message cannot be read" });
                return;
            }

            var decision = Decider.BeginAttempt(ledger, contactId, change.Case.Facts, change.Policy, await change.BudgetLeftAsync(cancellationToken), change.Now)!;
            change.Take(decision);
            if (decision.Ledger.IsInFlight(contactId))
                begun = (NumberOf(decision.Ledger, contactId), change.Case.AddressOn(entry.Channel)!, change.Clock + change.HoursLeft, change.Policy.Mode == OutreachMode.DryRun);
        }, cancellationToken);
        if (begun is not var (number, address, notAfter, isDryRun))
            return null;
        // A customer who was forgotten meanwhile has none.
        return (await store.FindContactAsync(contactId, cancellationToken))?.Message is { } message ? (ToOutbound(entry, number, address, message, notAfter), isDryRun) : null;
    }

    private async ValueTask<SendResult> SendAsync(OutboundMessage message, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            return await _channels[message.Channel].SendAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nobody knows how far it came.
            logger.SendFailed(message.ContactId, message.Channel, e);
            return new SendResult.InDoubt(e.GetType().Name);
        }
    }

    private ValueTask EndAsync(OutboxEntry entry, int number, AttemptResult result, SendResult? sent, CancellationToken cancellationToken) => NoteAsync(entry.CustomerId, (change, ledger) =>
    {
        var contactId = entry.ContactId;
        if (!ledger.Attempts.Any(a => a.ContactId == contactId && a.Number == number && a.Result is null))
            return;
        change.Take(Decider.EndAttempt(ledger, contactId, number, result, change.Policy, change.Now));
        // Of calls by people this is what it means; a provider refuses for many reasons.
        if (sent is null && result == AttemptResult.Refused)
            change.Take(Decider.MarkUnusable(change.Ledger, contactId, number, change.Now));
        change.Edit(contactId, record => sent switch
        {
            SendResult.Accepted accepted => record with { Reference = accepted.Reference, LastError = null },
            SendResult.Refused refused => record with { LastError = refused.Reason },
            SendResult.Unavailable unavailable => record with { LastError = unavailable.Reason },
            SendResult.Unconfirmed unconfirmed => record with { LastError = unconfirmed.Reason },
            SendResult.InDoubt doubt => record with { LastError = doubt.Reason },
            _ => record,
        });
        if (result is not (AttemptResult.Unavailable or AttemptResult.Unconfirmed or AttemptResult.NotMade) || change.Ledger.Find(contactId) is not { State: ContactState.Sending })
            return;
        if (SendRetry.Next(entry, RetryAfterOf(sent), change.Clock) is { } next)
            change.Put(entry with { Tries = entry.Tries + 1, NextAt = next, LeasedBy = null, LeasedUntil = null });
        else
            change.Take(Decider.GiveUp(change.Ledger, contactId, change.Now));
    }, cancellationToken);

    private static int NumberOf(Ledger ledger, string contactId) => ledger.Attempts.Last(a => a.ContactId == contactId && a.Result is null).Number;

    private static AttemptResult ToAttempt(SendResult result) => result switch
    {
        SendResult.Accepted => AttemptResult.Accepted,
        SendResult.Refused => AttemptResult.Refused,
        SendResult.Unavailable unavailable => unavailable.WasAsked ? AttemptResult.Unavailable : AttemptResult.NotMade,
        SendResult.Unconfirmed => AttemptResult.Unconfirmed,
        _ => AttemptResult.InDoubt,
    };

    private static TimeSpan? RetryAfterOf(SendResult? result) => result switch
    {
        SendResult.Unavailable unavailable => unavailable.RetryAfter,
        SendResult.Unconfirmed unconfirmed => unconfirmed.RetryAfter,
        _ => null,
    };

    private static OutboundMessage ToOutbound(OutboxEntry entry, int number, string address, RenderedMessage message, DateTimeOffset notAfter) => new()
    {
        ContactId = entry.ContactId,
        CustomerId = entry.CustomerId,
        Channel = entry.Channel,
        AttemptNo = number,
        Address = address,
        Language = message.Language,
        Subject = message.Subject,
        Text = message.Text,
        OfferCode = message.OfferCode,
        NotAfter = notAfter,
    };
}
