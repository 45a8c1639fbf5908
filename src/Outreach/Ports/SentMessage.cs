using System.Text.Json.Serialization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Ports;

/// <summary>What left the house of a contact by one channel, or may have: a message, or a call that reached the customer. However often a channel was asked for it, it is one.</summary>
/// <param name="Channel">Of a contact at most one of each.</param>
/// <param name="At">When it was first handed over.</param>
/// <param name="Result">Of the latest hand-over that counts; null while it goes on.</param>
public sealed record SentMessage(ContactChannel Channel, DateTimeOffset At, AttemptResult? Result)
{
    /// <summary>Whether the customer may have got it: it was not reported to be undelivered.</summary>
    [JsonIgnore]
    public bool MayHaveReached => Result != AttemptResult.Undelivered;

    /// <summary>Whether somebody said that it went: a provider took it, or it was reported to be delivered.</summary>
    [JsonIgnore]
    public bool IsCertain => Result == AttemptResult.Accepted;

    /// <summary>Those of a contact, in order; without what a dry run did.</summary>
    public static IReadOnlyList<SentMessage> Of(Ledger ledger, string contactId)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        // What was in doubt went after all where it is reported to be delivered.
        var delivered = ledger.Find(contactId) is { State: ContactState.Delivered } contact ? contact.Channel : null;
        return
        [
            .. ledger.Attempts.Where(a => a.ContactId == contactId && !a.DryRun && a.UsesChannel).GroupBy(a => a.Channel)
                .Select(own => new SentMessage(own.Key, own.First().At, own.Key == delivered && own.Last().MayHaveReached ? AttemptResult.Accepted : own.Last().Result)),
        ];
    }
}
