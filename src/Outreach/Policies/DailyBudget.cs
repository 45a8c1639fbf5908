using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Policies;

/// <summary>Contacts per day and channel: what a policy allows, or what is left of it.</summary>
public readonly record struct DailyBudget(int Phone, int Sms, int Email)
{
    public int Of(ContactChannel channel) => channel switch
    {
        ContactChannel.Phone => Phone,
        ContactChannel.Sms => Sms,
        ContactChannel.Email => Email,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "is not a channel."),
    };

    /// <summary>What is left after some contacts on a channel; never below 0, as a policy may have become tighter during the day.</summary>
    public DailyBudget Less(ContactChannel channel, int used) => channel switch
    {
        ContactChannel.Phone => this with { Phone = Math.Max(0, Phone - used) },
        ContactChannel.Sms => this with { Sms = Math.Max(0, Sms - used) },
        ContactChannel.Email => this with { Email = Math.Max(0, Email - used) },
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "is not a channel."),
    };
}
