using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>What people and customers say.</content>
public sealed partial class ContactDesk
{
    /// <summary>A person approves a contact as it stands.</summary>
    /// <param name="contactId">Which contact.</param>
    /// <param name="by">Who.</param>
    /// <param name="revision">Of the message that the person read (<see cref="RenderedMessage.Revision"/>): nobody approves what they have not read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where there is no such contact.</returns>
    /// <exception cref="ContactRefusedException">It does not wait for approval, or its message is another by now: by an edit, a policy that came meanwhile, another name or language, or as the customer may not be offered the same any more. Or the same person edited it, and the policy asks for two.</exception>
    public async ValueTask<ContactRecord?> ApproveAsync(string contactId, string by, string revision, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        // Only where words that are made anew come to those that the person read, it goes on.
        if (await RenewAsync(contact, cancellationToken) && (await store.FindContactAsync(contactId, cancellationToken))?.Message?.Revision != revision)
            throw new ContactRefusedException("Since it was proposed another policy came into force, or the customer's name, language or what may be offered changed, and its words are others: read it again.");
        await DecideAsync(contact.Proposal.CustomerId, async (change, ledger) =>
        {
            // Read after the ledger, whose version every edit moves: where somebody edits in between, this starts over.
            var read = await store.FindContactAsync(contactId, cancellationToken);
            if (ledger.Find(contactId) is { State: ContactState.AwaitingApproval, Channel: { } channel } waiting
                && (read is null || read.PolicyVersion != change.Policy.Version || !change.Stands(read, waiting, channel) || read.Message?.Revision != revision))
                throw new ContactRefusedException("Its message is another by now: read it again.");
            if (change.Policy.TwoPersons && read is { EditedBy: { } editor } && PersonName.IsSame(editor, by))
                throw new ContactRefusedException($"{editor} put it in these words: under a policy of two persons another one must approve them.");
            change.Take(Decider.Approve(ledger, contactId, by, change.Case.Facts, change.Policy, await change.BudgetLeftAsync(cancellationToken), change.Now) ?? throw NotAwaiting(ledger, contactId));
        }, cancellationToken);
        return await store.FindContactAsync(contactId, cancellationToken);
    }

    /// <summary>Asks the rules of a contact that waits for approval again where its words do not stand any more, which makes them anew.</summary>
    /// <returns>Whether it did.</returns>
    private async ValueTask<bool> RenewAsync(ContactRecord contact, CancellationToken cancellationToken)
    {
        var isAnew = false;
        await DecideAsync(contact.Proposal.CustomerId, async (change, ledger) =>
        {
            isAnew = ledger.Find(contact.ContactId) is { State: ContactState.AwaitingApproval, Channel: { } channel } waiting
                && await store.FindContactAsync(contact.ContactId, cancellationToken) is { } read && (read.PolicyVersion != change.Policy.Version || !change.Stands(read, waiting, channel));
            if (isAnew)
                change.Take(Decider.Reconsider(ledger, contact.ContactId, change.Case.Facts, change.Policy, await change.BudgetLeftAsync(cancellationToken), change.Now)!);
        }, cancellationToken);
        return isAnew;
    }

    /// <summary>A person rejects a contact that is not on its way.</summary>
    /// <returns>Null where there is no such contact.</returns>
    /// <exception cref="ContactRefusedException">It is over, or on its way.</exception>
    public ValueTask<ContactRecord?> RejectAsync(string contactId, string by, string reason, CancellationToken cancellationToken) => NoteOfContactAsync(contactId, (change, ledger) =>
    {
        if (!change.Take(Decider.Reject(ledger, contactId, by, reason, change.Now)))
            throw new ContactRefusedException($"It cannot be rejected any more: it is {StateOf(ledger, contactId)}{(ledger.IsInFlight(contactId) ? " and on its way" : "")}.");
    }, cancellationToken);

    /// <summary>A person changes the message of a contact that waits for approval.</summary>
    /// <param name="contactId">Which contact.</param>
    /// <param name="by">Who.</param>
    /// <param name="revision">Of the message that the person read and changed (<see cref="RenderedMessage.Revision"/>); null where it is not told.</param>
    /// <param name="subject">Of an email; null for the one it has.</param>
    /// <param name="text">The new text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where there is no such contact.</returns>
    /// <exception cref="ContactRefusedException">It does not wait for approval, its message is another by now, or the text breaks a rule of texts.</exception>
    public async ValueTask<ContactRecord?> EditAsync(string contactId, string by, string? revision, string? subject, string text, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } known)
            return null;
        // Nobody writes on what is not for this name, language or offer any more.
        await RenewAsync(known, cancellationToken);
        if (await store.FindContactAsync(contactId, cancellationToken) is not { Message: { } message } contact)
            throw new ContactRefusedException("It has no message that could be edited.");
        var bundle = policy.Current;
        if (subject is not null && message.Channel != ContactChannel.Email)
            throw new ContactRefusedException($"A message by {WireNames<ContactChannel>.Of(message.Channel)} has no subject.");
        var edited = message with { Text = text, Subject = subject ?? message.Subject };
        var broken = TextRules.Broken(bundle.Texts.For(message.Language), edited, bundle.Policy);
        if (broken.Count > 0)
            throw new ContactRefusedException($"The text {string.Join("; it ", broken)}.");
        await ChangeAsync(contact.Proposal.CustomerId, asksRules: false, async (change, ledger) =>
        {
            if (ledger.Find(contactId) is not { State: ContactState.AwaitingApproval } waiting || waiting.Channel != message.Channel)
                throw NotAwaiting(ledger, contactId);
            if (ledger.Attempts.Any(a => a.ContactId == contactId && a.Channel == message.Channel && a.MayBeRepeated))
                throw new ContactRefusedException("A provider was asked for it in these words before, and may have sent it: it can be approved or rejected as it is.");
            // Read after the ledger, as for an approval: of two who edit the same words, the second is told.
            if (revision is not null && await store.FindContactAsync(contactId, cancellationToken) is var read && read?.Message?.Revision != revision)
                throw new ContactRefusedException($"{(read?.EditedBy is { } other ? $"{other} changed the message meanwhile" : "Its message is another by now")}: read it again.");
            change.Edit(contactId, record => record with { Message = edited, EditedBy = by });
            change.Add(AuditDrafts.Of(change.Now, "message_edited", contact.Proposal.CustomerId, contactId, new Dictionary<string, string?>(StringComparer.Ordinal) { ["by"] = by, ["subject"] = edited.Subject, ["text"] = edited.Text }));
        }, cancellationToken);
        return await store.FindContactAsync(contactId, cancellationToken);
    }

    /// <summary>
    /// Something came back of a contact. Each outcome counts once, but for an opt-out: it holds whenever it is said, whatever became of
    /// the contact, as a message whose answer got lost may have been read. An answer counts again once somebody has seen to the former.
    /// </summary>
    /// <param name="contactId">Of which.</param>
    /// <param name="outcome">What.</param>
    /// <param name="channel">By which channel; null for that of the contact. Of an opt-out where there is neither, all channels.</param>
    /// <param name="told">Who says so.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where there is no such contact.</returns>
    /// <exception cref="ContactRefusedException">Nothing was sent of which it could have come, or not by that channel; or there is no answer to see to.</exception>
    public async ValueTask<ContactRecord?> RecordOutcomeAsync(string contactId, ContactOutcome outcome, ContactChannel? channel, Told told, CancellationToken cancellationToken)
    {
        if (outcome == ContactOutcome.OptedOut)
            return await OptOutOfAsync(contactId, customerId: null, channel, told, cancellationToken) ? await store.FindContactAsync(contactId, cancellationToken) : null;
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        var former = await store.ReadOutcomesAsync(contactId, cancellationToken);
        if (IsKnown(former, outcome))
            return contact;
        if (outcome == ContactOutcome.FollowedUp && !former.Any(IsAnswer))
            throw new ContactRefusedException("Nobody replied to it or accepted it.");
        var isOfPayment = outcome is ContactOutcome.PaidOnTime or ContactOutcome.Missed;
        // What effects are measured by is told once, by whoever tells it first.
        if (isOfPayment && contact.PaymentOutcome is { } known)
            throw new ContactRefusedException($"What became of the payments is known already: {WireNames<ContactOutcome>.Of(known)}.");
        return await NoteOfContactAsync(contactId, (change, ledger) =>
        {
            // One that the ledger has left out was over long ago.
            var mayHaveReached = ledger.Attempts.Any(a => a.ContactId == contactId && a.MayHaveReached) || contact.Entry.State is ContactState.Sent or ContactState.Delivered;
            if (!isOfPayment && !mayHaveReached)
                throw new ContactRefusedException($"Nothing was sent of which this could have come: it is {StateName(contact.Entry.State)}.");
            if (channel is { } by && contact.Entry.Channel != by)
                throw new ContactRefusedException($"It was not made by {WireNames<ContactChannel>.Of(by)}.");
            change.Take(Decider.RecordOutcome(ledger, contactId, outcome, change.Now));
            change.Add(new OutreachOutcome(contactId, outcome, change.Now, told.Source, told.By));
            // Of others it is unchanged: whoever looks at it, or at the list of answers, hears of it all the same.
            change.Edit(contactId, record => isOfPayment ? record with { PaymentOutcome = outcome } : record);
        }, cancellationToken);
    }

    /// <summary>Whether an outcome was told before: an answer since somebody saw to the former, and that somebody saw to it since the latest answer.</summary>
    private static bool IsKnown(IReadOnlyList<OutreachOutcome> former, ContactOutcome outcome)
    {
        if (former.FirstOrDefault(known => known.Outcome == outcome) is not { } known)
            return false;
        var followedUp = former.FirstOrDefault(other => other.Outcome == ContactOutcome.FollowedUp);
        return IsAnswer(known)
            ? followedUp is null || followedUp.At < known.At
            : outcome != ContactOutcome.FollowedUp || former.Where(IsAnswer).All(answer => answer.At <= known.At);
    }

    private static bool IsAnswer(OutreachOutcome outcome) => outcome.Outcome is ContactOutcome.Replied or ContactOutcome.Accepted;

    /// <summary>A customer takes an opt-out back.</summary>
    public ValueTask OptInAsync(string customerId, IReadOnlyList<ContactChannel> onChannels, Told told, CancellationToken cancellationToken) =>
        NoteAsync(customerId, (change, ledger) => change.Take(Decider.OptIn(ledger, onChannels, told.Source, change.Now, told.By)), cancellationToken);

    /// <summary>The bank tells a reason to leave a customer alone.</summary>
    public ValueTask SuppressAsync(string customerId, SuppressionReason reason, Told told, CancellationToken cancellationToken) =>
        NoteAsync(customerId, (change, ledger) => change.Take(Decider.Suppress(ledger, reason, told.Source, change.Policy, change.Now, told.By)), cancellationToken);

    /// <summary>A reason no longer holds.</summary>
    public ValueTask UnsuppressAsync(string customerId, SuppressionReason reason, Told told, CancellationToken cancellationToken) =>
        NoteAsync(customerId, (change, ledger) => change.Take(Decider.Unsuppress(ledger, reason, told.Source, change.Now, told.By)), cancellationToken);

    /// <summary>A customer objects: contact stops, and a review is open.</summary>
    /// <param name="customerId">Who.</param>
    /// <param name="statement">In the customer's words.</param>
    /// <param name="by">Whom of the bank's people it was told by; null where nobody is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ObjectionReview> ObjectAsync(string customerId, string statement, string? by, CancellationToken cancellationToken)
    {
        ObjectionReview? review = null;
        await NoteAsync(customerId, (change, ledger) =>
        {
            review = new() { ObjectionId = $"{customerId}-o{change.NextVersion}", CustomerId = customerId, At = change.Now, Statement = statement, ToldBy = by };
            change.Take(Decider.RaiseObjection(ledger, review.ObjectionId, change.Now));
            change.Add(review);
            change.Add(AuditDrafts.Of(change.Now, AuditDrafts.ObjectionStatement, customerId, null, review));
        }, cancellationToken);
        return review!;
    }

    /// <summary>Closes the review of an objection; contact is possible again where no other is open.</summary>
    /// <returns>Null where the customer has no such objection.</returns>
    /// <exception cref="ContactRefusedException">It is closed already.</exception>
    public async ValueTask<ObjectionReview?> CloseObjectionAsync(string customerId, string objectionId, string by, string resolution, CancellationToken cancellationToken)
    {
        var open = (await store.ReadReviewsAsync(customerId, openOnly: false, int.MaxValue, cancellationToken)).FirstOrDefault(r => r.ObjectionId == objectionId);
        if (open is null)
            return null;
        ObjectionReview? closed = null;
        await NoteAsync(customerId, (change, ledger) =>
        {
            if (!change.Take(Decider.CloseObjection(ledger, objectionId, change.Now)))
                throw new ContactRefusedException("The objection is closed already.");
            closed = open with { ClosedAt = change.Now, ClosedBy = by, Resolution = resolution };
            change.Add(closed);
            change.Add(AuditDrafts.Of(change.Now, AuditDrafts.ObjectionResolution, customerId, null, closed));
        }, cancellationToken);
        return closed;
    }

    private async ValueTask<ContactRecord?> NoteOfContactAsync(string contactId, Action<DeskChange, Ledger> note, CancellationToken cancellationToken)
    {
        if (await store.FindContactAsync(contactId, cancellationToken) is not { } contact)
            return null;
        await NoteAsync(contact.Proposal.CustomerId, note, cancellationToken);
        return await store.FindContactAsync(contactId, cancellationToken);
    }

    private static ContactRefusedException NotAwaiting(Ledger ledger, string contactId) => new($"It does not wait for approval: it is {StateOf(ledger, contactId)}.");

    private static string StateOf(Ledger ledger, string contactId) => ledger.Find(contactId) is { } contact ? StateName(contact.State) : "over";

    private static string StateName(ContactState state) => WireNames<ContactState>.Of(state);

    private static string RuleName(ContactRule rule) => WireNames<ContactRule>.Of(rule);
}
