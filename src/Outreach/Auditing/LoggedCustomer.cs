using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>What the audit log tells of one customer.</summary>
internal sealed class LoggedCustomer(Ledger ledger)
{
    /// <summary>What its events come to.</summary>
    public Ledger Ledger { get; set; } = ledger;

    public Dictionary<string, LoggedContact> Contacts { get; } = new(StringComparer.Ordinal);

    /// <summary>Objections, by their ids.</summary>
    public Dictionary<string, ObjectionReview> Reviews { get; } = new(StringComparer.Ordinal);

    /// <summary>The first entry that cannot be read any more, from which on nothing is known; null where all can.</summary>
    public long? UnreadableFrom { get; set; }

    public LoggedContact Contact(string contactId)
    {
        if (!Contacts.TryGetValue(contactId, out var contact))
            Contacts.Add(contactId, contact = new LoggedContact());
        return contact;
    }
}
