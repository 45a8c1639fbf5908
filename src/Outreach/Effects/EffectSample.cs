using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// Who counts for effects: of each customer the first proposal that could have been sent, held out or not. Which others there are depends
/// on what came of it, as one that helped proposes no escalation, so that those of the contacted and of the held out are not alike. What was
/// sent to a customer in the days in which payments are watched counts for that proposal, whichever contact carried it: one that waits for a
/// morning or an approval gives way to the next level, and what that one saved and cost came of the same assignment. A missed payment is told
/// weeks before it is known of others that they paid: it counts once that is known of proposals of its time, or the latest would all seem missed.
/// </summary>
public sealed class EffectSample
{
    private readonly Dictionary<string, CustomerSample> _customers = new(StringComparer.Ordinal);
    private DateTimeOffset _settledThrough;

    /// <summary>At most one for each customer.</summary>
    public IReadOnlyList<EffectUnit> Units => [.. _customers.Values.Select(own => own.ToUnit(_settledThrough)).OfType<EffectUnit>()];

    /// <param name="contact">Of each customer, in the order in which they were proposed.</param>
    public void Add(ContactRecord contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        if (contact.PaymentOutcome == ContactOutcome.PaidOnTime && contact.Proposal.At > _settledThrough)
            _settledThrough = contact.Proposal.At;
        var sent = SentOf(contact);
        if (!contact.IsEligible && sent.Count == 0)
            return;
        if (!_customers.TryGetValue(contact.Proposal.CustomerId, out var own))
            _customers.Add(contact.Proposal.CustomerId, own = new CustomerSample());
        if (contact.IsEligible && own.Counted is null)
            (own.Counted, own.At) = (EffectUnit.Of(contact, []), contact.Proposal.At);
        own.Sent.AddRange(sent);
    }

    // Of a contact that an earlier program wrote no more is known than its state.
    private static IReadOnlyList<SentMessage> SentOf(ContactRecord contact) => contact.Sent
        ?? (contact is { DryRun: false, Entry: { State: ContactState.Sent or ContactState.Delivered, Channel: { } channel } entry } ? [new SentMessage(channel, entry.ChangedAt, AttemptResult.Accepted)] : []);

    private sealed class CustomerSample
    {
        public EffectUnit? Counted { get; set; }

        public DateTimeOffset At { get; set; }

        /// <summary>By all contacts, the counted one's and others.</summary>
        public List<SentMessage> Sent { get; } = [];

        /// <param name="settledThrough">Of proposals up to then it is known what became of the payments.</param>
        public EffectUnit? ToUnit(DateTimeOffset settledThrough) => Counted is { } unit
            ? unit with { Sent = [.. Sent.Where(message => IsWatched(message.At))], PaidOnTime = At <= settledThrough ? unit.PaidOnTime : null }
            : null;

        /// <summary>The days of the customer's calendar in which a missed payment counts, and what is left of the day of the proposal.</summary>
        private bool IsWatched(DateTimeOffset at) =>
            at >= At && DateOnly.FromDateTime(at.ToOffset(At.Offset).DateTime) <= DateOnly.FromDateTime(At.DateTime).AddDays(PaymentOutcomes.WatchedDays);
    }
}
