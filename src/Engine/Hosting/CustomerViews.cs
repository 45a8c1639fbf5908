using PreDelinquency.Domain;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Hosting;

/// <summary>What every host answers of a customer at a moment.</summary>
public static class CustomerViews
{
    /// <summary>A moment, but never before the latest event, nor past the day up to which the customer is judged: what lies after it is not known, rather than bad.</summary>
    public static DateTimeOffset MomentFor(Customer customer, DateTimeOffset present)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (customer.LatestEvent is not { } latest)
            return present;
        var last = latest.AddDays(Customer.DormantAfterDays);
        return present < latest ? latest : present > last ? last : present;
    }

    /// <summary>Profile, features and score at a moment.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="moment">From <see cref="MomentFor"/>.</param>
    /// <param name="models">Who scores.</param>
    public static CustomerView Of(Customer customer, DateTimeOffset moment, ServedModels models)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var features = new double[FeatureCatalogue.Count];
        customer.Features(moment, features);
        return new CustomerView
        {
            CustomerId = customer.Id,
            Profile = customer.Profile,
            Assessment = customer.Assess(moment, models),
            Features = features,
            TransactionCount = customer.TransactionCount,
            HistoryDays = customer.HistoryDays,
            LatestEvent = customer.LatestEvent,
            EpisodeOpenedOn = customer.EpisodeOpenedOn,
        };
    }

    /// <summary>The features at a moment, with no score yet.</summary>
    public static PastFeatures Features(Customer customer, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(customer);
        var features = new double[customer.TransactionCount == 0 ? 0 : FeatureCatalogue.Count];
        if (features.Length > 0)
            customer.Features(moment, features);
        return new PastFeatures
        {
            CustomerId = customer.Id,
            AsOf = moment,
            Day = features.Length > 0 ? customer.FeatureDay(moment) : null,
            TransactionCount = customer.TransactionCount,
            Features = features,
            Maturity = customer.Score.Maturity,
            Score = null,
        };
    }
}
