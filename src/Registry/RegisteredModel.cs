using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Registry;

/// <summary>A model bundle in the registry.</summary>
/// <param name="Document">What the bundle says of itself.</param>
/// <param name="RegisteredAt">When it was registered, in universal time.</param>
/// <param name="Fingerprint">SHA-256 over what judges, <c>bundle.json</c> and <c>model.txt</c>, in lower-case hexadecimal digits.</param>
/// <param name="Files">Names of its files, in ordinal order.</param>
public sealed record RegisteredModel(BundleDocument Document, DateTimeOffset RegisteredAt, string Fingerprint, IReadOnlyList<string> Files)
{
    public string Version => Document.Version;
}
