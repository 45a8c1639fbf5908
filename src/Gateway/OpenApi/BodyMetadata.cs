namespace PreDelinquency.Gateway.OpenApi;

/// <summary>What body an endpoint takes. The framework's own metadata would refuse other media types before the endpoint can say why.</summary>
/// <param name="Type">The type of its document.</param>
/// <param name="MediaTypes">Which it may come as.</param>
internal sealed record BodyMetadata(Type Type, IReadOnlyList<string> MediaTypes);
