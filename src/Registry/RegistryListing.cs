namespace PreDelinquency.Registry;

/// <summary>What is in a registry.</summary>
/// <param name="Models">Every model, by version in ordinal order.</param>
/// <param name="Damaged">Bundles that cannot be read any more, with the reason, by version.</param>
public sealed record RegistryListing(IReadOnlyList<RegisteredModel> Models, IReadOnlyDictionary<string, string> Damaged);
