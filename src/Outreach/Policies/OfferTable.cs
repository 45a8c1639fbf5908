using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Outreach.Policies;

/// <summary>What is offered, by what drives the risk.</summary>
/// <param name="ByDriver">One offer for each driver.</param>
public sealed record OfferTable(IReadOnlyDictionary<Driver, Offer> ByDriver)
{
    /// <summary>Starts of the names of features that speak of gambling or of payday loans.</summary>
    private static readonly string[] NoCreditFeatures = ["gambling_", "payday_repaid_"];

    /// <summary>Drivers that may come from gambling or payday loans: no offer of theirs is ever credit.</summary>
    public static IReadOnlyList<Driver> WithoutCredit { get; } = [Driver.Gambling, Driver.ManyDebts];

    /// <summary>
    /// The offer for a customer. Where gambling or payday loans are among the reasons, whatever the driver, credit gives way to what
    /// is offered for gambling.
    /// </summary>
    /// <param name="driver">What drives the risk.</param>
    /// <param name="reasons">The reasons of the proposal.</param>
    public Offer For(Driver driver, IReadOnlyList<Reason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        var offer = ByDriver[driver];
        return offer.Kind == OfferKind.Credit && reasons.Any(SpeaksAgainstCredit) ? ByDriver[Driver.Gambling] : offer;
    }

    private static bool SpeaksAgainstCredit(Reason reason) =>
        reason.Contribution > 0 && NoCreditFeatures.Any(start => reason.Feature.StartsWith(start, StringComparison.Ordinal));
}
