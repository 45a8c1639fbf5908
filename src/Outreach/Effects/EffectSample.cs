using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Effects;

/// <summary>
/// Who counts for effects: of each customer the first proposal that could have been sent, held out or not. Which others there are depends
/// on what came of it, as one that helped proposes no escalation, so that those of the contacted and of the held out are not alike.
/// </summary>
public sealed class EffectSample
{
    private readonly HashSet<string> _customers = new(StringComparer.Ordinal);
    private readonly List<EffectUnit> _units = [];

    /// <summary>One for each customer, in the order in which they were added.</summary>
    public IReadOnlyList<EffectUnit> Units => _units;

    /// <param name="contact">Of each customer, in the order in which they were proposed.</param>
    public void Add(ContactRecord contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        if (contact.IsEligible && _customers.Add(contact.Proposal.CustomerId))
            _units.Add(EffectUnit.Of(contact));
    }
}
