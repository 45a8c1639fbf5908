using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>A message that a channel was handed, or a call.</summary>
internal sealed class HandOver(Proposal proposal, ContactChannel channel, int number, DateTimeOffset at)
{
    public Proposal Proposal { get; } = proposal;

    public ContactChannel Channel { get; } = channel;

    public int Number { get; } = number;

    public DateTimeOffset At { get; } = at;

    /// <summary>Null while it goes on.</summary>
    public AttemptResult? Result { get; set; }

    /// <summary>Whether the customer may have got something.</summary>
    public bool Reached => Result is null or AttemptResult.Accepted or AttemptResult.InDoubt;
}
