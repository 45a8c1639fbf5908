using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Running;

/// <summary>What holds of a customer now: what rules ask for, and what messages need.</summary>
/// <param name="Facts">For the rules.</param>
/// <param name="Profile">Name, language and addresses; null where the bank told nothing.</param>
internal sealed record CustomerCase(CustomerFacts Facts, CustomerProfile? Profile)
{
    /// <param name="customerId">Whose.</param>
    /// <param name="view">Null where the engine does not know the customer: then nothing speaks for a contact.</param>
    /// <param name="keys">Hold the draw.</param>
    public static CustomerCase Of(string customerId, CustomerView? view, OutreachKeys keys)
    {
        var profile = view?.Profile;
        return new(
            new CustomerFacts
            {
                Level = view?.Assessment.Score.Level ?? RiskLevel.Low,
                Maturity = view?.Assessment.Score.Maturity ?? Maturity.Learning,
                OpenEpisodeId = view?.EpisodeOpenedOn is { } opened ? Proposal.EpisodeIdOf(customerId, opened) : null,
                Consents = profile?.Consents ?? new Consents(),
                HasEmail = profile?.Email is not null,
                HasPhone = profile?.Phone is not null,
                EmailFingerprint = keys.FingerprintOf(profile?.Email),
                PhoneFingerprint = keys.FingerprintOf(profile?.Phone),
                TimeZone = profile?.TimeZone,
                HoldoutDraw = keys.HoldoutDrawOf(customerId),
            },
            profile);
    }

    /// <summary>Where a channel reaches the customer; null where that is not known.</summary>
    public string? AddressOn(ContactChannel channel) => channel == ContactChannel.Email ? Profile?.Email : Profile?.Phone;
}
