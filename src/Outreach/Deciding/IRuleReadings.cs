using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>Where rules get what they compare: from what holds now, or from a record.</summary>
internal interface IRuleReadings
{
    /// <summary>Channels of the level, in order of preference.</summary>
    IReadOnlyList<ContactChannel> Channels { get; }

    /// <summary>The moment of the decision, in UTC.</summary>
    DateTimeOffset At { get; }

    /// <summary>IANA zone of the customer.</summary>
    string TimeZone { get; }

    RuleReading Read(ContactRule rule, ContactChannel? channel);
}
