using PreDelinquency.Domain.Behaviour.Features;
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
    /// <summary>Gambling, what went back to payday lenders, and what was borrowed: all beyond the customer's own habit where they are above 0.</summary>
    private static readonly int[] AgainstCredit = [.. new[] { "gambling_30d", "gambling_7d", "payday_repaid_30d", "borrowed_30d", "new_loans_30d" }.Select(IndexOf)];

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
                OpenEpisodeId = OpenEpisodeOf(customerId, view),
                Consents = profile?.Consents ?? new Consents(),
                HasEmail = profile?.Email is not null,
                HasPhone = profile?.Phone is not null,
                EmailFingerprint = keys.FingerprintOf(profile?.Email),
                PhoneFingerprint = keys.FingerprintOf(profile?.Phone),
                AddresseeFingerprint = profile is null ? null : keys.FingerprintOf($"{profile.Language}\n{profile.Name}"),
                TimeZone = profile?.TimeZone,
                HoldoutDraw = keys.HoldoutDrawOf(customerId),
                AvoidsCredit = view is not null && AgainstCredit.Any(feature => feature < view.Features.Count && view.Features[feature] > 0),
            },
            profile);
    }

    /// <summary>The customer's open episode; null where there is none.</summary>
    public static string? OpenEpisodeOf(string customerId, CustomerView? view) => view?.EpisodeOpenedOn is { } opened ? Proposal.EpisodeIdOf(customerId, opened) : null;

    /// <summary>Where a channel reaches the customer; null where that is not known.</summary>
    public string? AddressOn(ContactChannel channel) => channel == ContactChannel.Email ? Profile?.Email : Profile?.Phone;

    private static int IndexOf(string feature) => FeatureCatalogue.TryIndexOf(feature, out var index) ? index : throw new InvalidOperationException($"There is no feature {feature}.");
}
