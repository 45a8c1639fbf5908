namespace PreDelinquency.Gateway.Contracts;

/// <summary>The models and what they are used for.</summary>
/// <param name="Roles">As the registry has them.</param>
/// <param name="Serving">As this program uses them at this moment.</param>
/// <param name="Items">Every model, by version.</param>
/// <param name="Damaged">Bundles of the registry that cannot be read any more, with the reason, by version.</param>
public sealed record ModelPage(ModelRolesDocument Roles, ServingDocument Serving, IReadOnlyList<ModelDocument> Items, IReadOnlyDictionary<string, string> Damaged);
