using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Outreach.Policies;

/// <summary>What is offered, by what drives the risk.</summary>
/// <param name="ByDriver">One offer for each driver.</param>
public sealed record OfferTable(IReadOnlyDictionary<Driver, Offer> ByDriver)
{
    /// <summary>Drivers that may come from gambling or payday loans: no offer of theirs is ever credit.</summary>
    public static IReadOnlyList<Driver> WithoutCredit { get; } = [Driver.Gambling, Driver.ManyDebts];

    /// <summary>The offer for a customer. Where credit must not be offered, it gives way to what is offered for gambling, whatever the driver.</summary>
    /// <param name="driver">What drives the risk.</param>
    /// <param name="avoidsCredit">See <see cref="Deciding.CustomerFacts.AvoidsCredit"/>.</param>
    public Offer For(Driver driver, bool avoidsCredit) =>
        ByDriver[avoidsCredit && ByDriver[driver].Kind == OfferKind.Credit ? Driver.Gambling : driver];
}
