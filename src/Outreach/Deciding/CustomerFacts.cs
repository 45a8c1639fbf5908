using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>What holds of a customer at the moment of a decision, as far as rules ask for it. No name, address or number.</summary>
public sealed record CustomerFacts
{
    /// <summary>Now, not when the contact was proposed.</summary>
    public required RiskLevel Level { get; init; }

    public required Maturity Maturity { get; init; }

    /// <summary>Null where none is open.</summary>
    public required string? OpenEpisodeId { get; init; }

    public required Consents Consents { get; init; }

    public required bool HasEmail { get; init; }

    /// <summary>A number for calls and text messages.</summary>
    public required bool HasPhone { get; init; }

    /// <summary>Keyed, so that it does not tell the address; null where there is none.</summary>
    public string? EmailFingerprint { get; init; }

    /// <inheritdoc cref="EmailFingerprint"/>
    public string? PhoneFingerprint { get; init; }

    /// <summary>Of name and language, by which messages are put into words; keyed likewise. Null where the bank told nothing of the customer.</summary>
    public string? AddresseeFingerprint { get; init; }

    /// <summary>IANA zone; null where the bank did not tell.</summary>
    public required string? TimeZone { get; init; }

    /// <summary>From <see cref="Deciding.HoldoutDraw.Of"/>.</summary>
    public required double HoldoutDraw { get; init; }

    /// <summary>Whether there is gambling, or borrowing beyond the customer's own habit: then no credit is offered, whatever speaks for it.</summary>
    public required bool AvoidsCredit { get; init; }

    internal bool Agreed(ContactChannel channel) => channel switch
    {
        ContactChannel.Phone => Consents.Phone,
        ContactChannel.Sms => Consents.Sms,
        _ => Consents.Email,
    };

    internal bool HasAddress(ContactChannel channel) => channel == ContactChannel.Email ? HasEmail : HasPhone;

    internal string? AddressFingerprint(ContactChannel channel) => channel == ContactChannel.Email ? EmailFingerprint : PhoneFingerprint;
}
