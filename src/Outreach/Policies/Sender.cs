using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Policies;

/// <summary>Who messages come from.</summary>
/// <param name="Bank">Name of the bank, 1 to 40 characters.</param>
/// <param name="ShortName">The same in text messages, 1 to 11 characters.</param>
/// <param name="Phone">Where customers call, as people read it; 3 to 25 characters.</param>
/// <param name="OptOutWord">What a customer replies to opt out: 3 to 10 letters from A to Z.</param>
public sealed record Sender(string Bank, string ShortName, string Phone, string OptOutWord)
{
    /// <summary>How the bank calls itself on a channel.</summary>
    public string NameOn(ContactChannel channel) => channel == ContactChannel.Sms ? ShortName : Bank;
}
