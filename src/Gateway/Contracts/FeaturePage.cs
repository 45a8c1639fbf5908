namespace PreDelinquency.Gateway.Contracts;

/// <summary>The feature catalogue, whole, in the order of the vector that the model reads.</summary>
/// <param name="Items">All of them.</param>
/// <param name="CatalogueVersion">Changes with any name, formula or order.</param>
public sealed record FeaturePage(IReadOnlyList<FeatureDescription> Items, string CatalogueVersion);
