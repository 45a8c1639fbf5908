using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>A message that a channel was handed, or a call.</summary>
internal sealed class HandOver(Proposal proposal, ContactChannel channel, int number, DateTimeOffset at, string? address, string? offer)
{
    /// <summary>For so long, and no longer, a provider remembers what it acted on.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(48);

    public Proposal Proposal { get; } = proposal;

    public ContactChannel Channel { get; } = channel;

    public int Number { get; } = number;

    public DateTimeOffset At { get; } = at;

    /// <summary>Stands for the address.</summary>
    public string? Address { get; } = address;

    /// <summary>Its code.</summary>
    public string? Offer { get; } = offer;

    /// <summary>Whether a person sent the contact again after it.</summary>
    public bool IsResent { get; set; }

    /// <summary>Whether the contact went on by another channel after it, for which it was put into words anew.</summary>
    public bool IsLeftBehind { get; set; }

    /// <summary>Null while it goes on.</summary>
    public AttemptResult? Result { get; set; }

    /// <summary>Whether a provider whose answer never came delivered all the same; nobody but the simulation knows.</summary>
    public bool WentOutUnconfirmed { get; set; }

    /// <summary>Whether the customer may have got something.</summary>
    public bool Reached => Result is null or AttemptResult.Accepted or AttemptResult.InDoubt || (Result == AttemptResult.Unconfirmed && WentOutUnconfirmed);

    /// <summary>Whether it left the house, arrived or not.</summary>
    public bool WasSent => Reached || Result == AttemptResult.Undelivered;

    /// <summary>Whether a later one is the same message again, of which a provider that has it makes no second one.</summary>
    public bool IsRepeatedBy(HandOver later) => Result == AttemptResult.Unconfirmed && Key == later.Key && later.At - At < Remembered;

    public (string ContactId, ContactChannel Channel) Key => (Proposal.ContactId, Channel);
}
