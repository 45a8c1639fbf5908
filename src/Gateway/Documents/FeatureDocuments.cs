using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Feature vectors in their wire form.</summary>
internal static class FeatureDocuments
{
    public static FeaturesDocument ToDocument(this PastFeatures past) => new()
    {
        CustomerId = past.CustomerId,
        AsOf = past.AsOf,
        Day = past.Day,
        CatalogueVersion = FeatureCatalogue.Version,
        Features = ByName(past.Features),
        Maturity = WireNames<Maturity>.Of(past.Maturity),
        TransactionCount = past.TransactionCount,
        Score = past.Score?.ToDocument(),
    };

    /// <summary>Values by feature name; null where not known.</summary>
    /// <param name="values">In catalogue order.</param>
    public static IReadOnlyDictionary<string, double?> ByName(IReadOnlyList<double> values)
    {
        var named = new Dictionary<string, double?>(FeatureCatalogue.Count, StringComparer.Ordinal);
        for (var i = 0; i < FeatureCatalogue.Count; i++)
            named.Add(FeatureCatalogue.All[i].Name, values[i].OrNull());
        return named;
    }
}
