namespace PreDelinquency.Gateway.Bodies;

/// <summary>What body an endpoint takes. The framework's own metadata would refuse other media types before the endpoint can say why.</summary>
/// <param name="Type">The type of its document.</param>
/// <param name="Limit">How long a document may be.</param>
/// <param name="MediaTypes">Which it may come as.</param>
/// <param name="IsRequired">Whether there must be one.</param>
internal sealed record BodyMetadata(Type Type, BodyLimit Limit, IReadOnlyList<string> MediaTypes, bool IsRequired = true);
