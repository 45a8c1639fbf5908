using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>Who comes first when a day's budget is short: by priority, then probability, then age, then id.</summary>
/// <param name="Priority">Of the level's policy; 1 is the most urgent.</param>
/// <param name="Probability">Of the proposal.</param>
/// <param name="ProposedAt">Of the proposal.</param>
/// <param name="ContactId">Breaks ties, so that the order is one.</param>
public readonly record struct ContactUrgency(int Priority, double Probability, DateTimeOffset ProposedAt, string ContactId) : IComparable<ContactUrgency>
{
    /// <summary>The urgency of a contact under a policy.</summary>
    public static ContactUrgency Of(ContactEntry contact, ContactPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(contact);
        ArgumentNullException.ThrowIfNull(policy);
        var proposal = contact.Proposal;
        return new(policy.Levels[proposal.Level].Priority, proposal.Probability, proposal.At, proposal.ContactId);
    }

    /// <summary>Negative where this comes first.</summary>
    public int CompareTo(ContactUrgency other)
    {
        var order = Priority.CompareTo(other.Priority);
        if (order == 0)
            order = other.Probability.CompareTo(Probability);
        if (order == 0)
            order = ProposedAt.CompareTo(other.ProposedAt);
        return order != 0 ? order : string.CompareOrdinal(ContactId, other.ContactId);
    }

    public static bool operator <(ContactUrgency left, ContactUrgency right) => left.CompareTo(right) < 0;

    public static bool operator >(ContactUrgency left, ContactUrgency right) => left.CompareTo(right) > 0;

    public static bool operator <=(ContactUrgency left, ContactUrgency right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ContactUrgency left, ContactUrgency right) => left.CompareTo(right) >= 0;
}
