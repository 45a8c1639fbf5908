using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Risk;

/// <summary>What a model bundle says of itself: <c>bundle.json</c> beside the trees.</summary>
public sealed record BundleDocument
{
    /// <summary>The document's file name in a bundle's folder.</summary>
    public const string FileName = "bundle.json";

    /// <summary>The trees' file name in a bundle's folder.</summary>
    public const string TreesFileName = "model.txt";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Names the model, like <c>2026-11-20.1</c>.</summary>
    public required string Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Version of the feature catalogue that the trees were trained on.</summary>
    public required string FeatureCatalogue { get; init; }

    /// <summary>Names of the features, in the order of the vector.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    public required RiskThresholds Thresholds { get; init; }

    /// <summary>Levels of <see cref="Thresholds"/> that training could not choose for their precision; empty where all were chosen or nothing is known.</summary>
    public IReadOnlyList<UnprovenLevel> UnprovenLevels { get; init; } = [];

    /// <summary>From raw score to probability.</summary>
    public Calibration Calibration { get; init; } = Calibration.Identity;

    /// <summary>Where the training data came from, by a fingerprint.</summary>
    public string? TrainingData { get; init; }

    /// <summary>Figures on held-out data, by name.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Training parameters, by LightGBM's names.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The last day at whose end training took features of any row that trees, calibration or thresholds were made from; null where the bundle does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? TrainedThrough { get; init; }

    /// <summary>How training kept customers apart; null where the bundle does not say.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CustomerSplit? CustomerSplit { get; init; }

    /// <summary>
    /// SHA-256 of the files that belong to this document, in lower-case hexadecimal digits by name: the trees, and what was made with
    /// them; null for a bundle that does not name them, as older ones do not.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Files { get; init; }

    /// <summary>How the features that it was trained on differ from those that this program computes; null where they do not.</summary>
    [JsonIgnore]
    public string? Mismatch => BundleRules.MismatchOf(this);

    /// <summary>Reads a document.</summary>
    /// <exception cref="ModelBundleException">The file is missing or broken.</exception>
    public static BundleDocument Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelBundleException($"{path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{path}: {e.Message}", e) { Kind = BundleProblem.Unreadable };
        }
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What errors call the text.</param>
    /// <exception cref="ModelBundleException">The text is broken.</exception>
    public static BundleDocument Parse(string json, string source)
    {
        try
        {
            return JsonSerializer.Deserialize<BundleDocument>(json, Options) ?? throw new ModelBundleException($"{source}: must be a JSON object.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or CalibrationFormatException)
        {
            throw new ModelBundleException($"{source}: {e.Message}", e);
        }
    }

    /// <summary>Requires that the files are those that the document names.</summary>
    /// <param name="contentOf">The bytes of a file by its name; null where there is none.</param>
    /// <param name="source">What errors call the bundle.</param>
    /// <exception cref="ModelBundleException">A file is missing or another.</exception>
    public void RequireFiles(Func<string, ReadOnlyMemory<byte>?> contentOf, string source)
    {
        ArgumentNullException.ThrowIfNull(contentOf);
        foreach (var (name, hash) in Files ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || Path.GetFileName(name) != name)
                throw new ModelBundleException($"{source}: {FileName} names the file '{name}', which cannot lie beside it.");
            if (contentOf(name) is not { } bytes)
                throw new ModelBundleException($"{Path.Combine(source, name)}: there is no such file, and the bundle belongs together with it.");
            var found = HashOf(bytes.Span);
            if (found != hash)
                throw new ModelBundleException($"{Path.Combine(source, name)}: is not the file that version {Version} was saved with: SHA-256 {found[..12]}, not {(hash is { Length: > 12 } ? hash[..12] : hash)}. Files of different bundles lie together, or this one was changed.");
        }
    }

    /// <summary>SHA-256 as <see cref="Files"/> has it.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";
}
