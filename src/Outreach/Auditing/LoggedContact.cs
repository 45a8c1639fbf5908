using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>What the audit log tells of one contact.</summary>
internal sealed class LoggedContact
{
    private readonly Dictionary<ContactOutcome, OutreachOutcome> _outcomes = [];

    /// <summary>Null before it was opened.</summary>
    public ContactEntry? Entry { get; private set; }

    public IReadOnlyList<SentMessage> Sent { get; private set; } = [];

    /// <summary>Null where the program that opened it logged none.</summary>
    public Assignment? Assignment { get; set; }

    /// <summary>The customer's draw by the first decision, and the share held out, where that rule was asked.</summary>
    public (double Draw, double? Share)? Drawn { get; set; }

    /// <summary>As a store keeps them.</summary>
    public IReadOnlyCollection<OutreachOutcome> Outcomes => _outcomes.Values;

    public ContactOutcome? PaymentOutcome => _outcomes.ContainsKey(ContactOutcome.Missed) ? ContactOutcome.Missed : _outcomes.ContainsKey(ContactOutcome.PaidOnTime) ? ContactOutcome.PaidOnTime : null;

    /// <summary>As it stands in a ledger; one that the ledger has left out stays as it was.</summary>
    public void Follow(Ledger ledger, string contactId)
    {
        if (ledger.Find(contactId) is { } entry)
            (Entry, Sent) = (entry, SentMessage.Of(ledger, contactId));
    }

    /// <summary>An answer, and that somebody saw to it, may come again; of all others the first counts.</summary>
    public void Tell(OutreachOutcome outcome)
    {
        if (outcome.Outcome is ContactOutcome.Replied or ContactOutcome.Accepted or ContactOutcome.FollowedUp)
            _outcomes[outcome.Outcome] = outcome;
        else
            _outcomes.TryAdd(outcome.Outcome, outcome);
    }

    /// <summary>What is wrong with a stored contact; null where nothing is.</summary>
    public string? FaultOf(ContactRecord stored, IEnumerable<OutreachOutcome> outcomes)
    {
        if (Entry is null)
            return $"{stored.ContactId} is in the store, and the log does not know that it was opened";
        if (stored.PaymentOutcome != PaymentOutcome || !ToKept(outcomes).SetEquals(ToKept(Outcomes)))
            return $"the outcomes of {stored.ContactId} are not those in the log";
        if (!LogReplay.IsSame(stored.Entry, Entry))
            return $"the state of {stored.ContactId} is not what its events in the log come to";
        // Of contacts from before it was kept there may be none.
        if ((stored.Sent is not null || Assignment is not null) && !LogReplay.IsSame(stored.Sent, Sent))
            return $"what was sent of {stored.ContactId} is not what its events in the log come to";
        return IsAssigned(stored) ? null : $"the assignment of {stored.ContactId} is not the one in the log";
    }

    private bool IsAssigned(ContactRecord stored)
    {
        if (Assignment is not null)
            return Assignment.Of(stored) == Assignment;
        return Drawn is not var (draw, share) || (stored.HoldoutDraw == draw && (share is null || (stored.HoldoutShare == share && stored.InHoldout == draw < share)));
    }

    private static HashSet<(ContactOutcome Outcome, long AtMs, string Source)> ToKept(IEnumerable<OutreachOutcome> outcomes) =>
        [.. outcomes.Select(outcome => (outcome.Outcome, outcome.At.ToUnixTimeMilliseconds(), outcome.Source))];
}
