using System.Text;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Registry.Tests;

internal static class Bundles
{
    public static readonly BundleFiles Shipped = BundleFiles.Load(Repository.PathOf("models/champion"));

    /// <summary>The shipped bundle under another name.</summary>
    public static BundleFiles Named(string version, string card = "a card", string? data = null) => Changed(document => document with { Version = version, TrainingData = data }, card);

    /// <summary>Trained on features that this program does not compute.</summary>
    public static BundleFiles Foreign(string version) => Changed(document => document with
    {
        Version = version,
        Features = [.. document.Features.Skip(1), "shoe_size"],
        FeatureCatalogue = "another",
    });

    /// <summary>Of which its own test and training do not speak well.</summary>
    public static BundleFiles Unproven(string version, double? auc, params UnprovenLevel[] levels) => Changed(document => document with
    {
        Version = version,
        Metrics = auc is { } value ? new Dictionary<string, double>(document.Metrics) { ["test_auc"] = value, ["test_auc_low"] = value - 0.01 } : new Dictionary<string, double>(),
        UnprovenLevels = levels,
    });

    private static BundleFiles Changed(Func<BundleDocument, BundleDocument> change, string card = "a card") => BundleFiles.Create(
        new Dictionary<string, ReadOnlyMemory<byte>>
        {
            [BundleDocument.FileName] = Encoding.UTF8.GetBytes(change(Shipped.Document with { Files = null }).ToJson()),
            [BundleDocument.TreesFileName] = Shipped.Contents[BundleDocument.TreesFileName],
            ["model-card.md"] = Encoding.UTF8.GetBytes(card),
        },
        "test");
}
