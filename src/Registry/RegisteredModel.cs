using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Registry;

/// <summary>A model bundle in the registry.</summary>
/// <param name="Document">What the bundle says of itself.</param>
/// <param name="RegisteredAt">When it was registered, in universal time.</param>
/// <param name="Fingerprint">SHA-256 over all files, in lower-case hexadecimal digits; of a model that an older program registered, over <c>bundle.json</c> and <c>model.txt</c>.</param>
/// <param name="Files">Names of its files, in ordinal order.</param>
public sealed record RegisteredModel(BundleDocument Document, DateTimeOffset RegisteredAt, string Fingerprint, IReadOnlyList<string> Files)
{
    public string Version => Document.Version;

    /// <summary>Names of the files in which a bundle that was handed in under this version differs from the one that was registered first and is kept; empty but in the answer to that.</summary>
    public IReadOnlyList<string> Differing { get; init; } = [];
}
