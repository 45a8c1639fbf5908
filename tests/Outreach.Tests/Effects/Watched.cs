using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>What a life was proposed, and what it got.</summary>
/// <param name="Contacts">In the order in which they were proposed, as a store would hold them.</param>
/// <param name="Received">When a message or a call reached the customer, in order: the customer's own memory, of which the bank's books are no part.</param>
internal sealed record Watched(IReadOnlyList<ContactRecord> Contacts, IReadOnlyList<DateTimeOffset> Received)
{
    /// <summary>By which the customer counts; null where nothing could be sent.</summary>
    public ContactRecord? First => Contacts.FirstOrDefault(contact => contact.IsEligible);

    /// <summary>Whether anything reached the customer while payments were watched.</summary>
    public bool WasReached => First is { Proposal.At: var from } && Received.Any(at => at >= from && DayOf(at, from) <= DayOf(from, from).AddDays(WatchedLife.WatchedDays));

    private static DateOnly DayOf(DateTimeOffset moment, DateTimeOffset local) => DateOnly.FromDateTime(moment.ToOffset(local.Offset).DateTime);
}
