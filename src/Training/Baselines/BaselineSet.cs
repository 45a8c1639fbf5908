using System.Text.Json;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Training.Baselines;

/// <summary>The baselines of a model: made from the same rows, kept beside its bundle, so that later data judge all alike.</summary>
/// <param name="All">The baselines, the stronger one first.</param>
public sealed record BaselineSet(IReadOnlyList<Baseline> All)
{
    /// <summary>The file's name in a bundle's folder.</summary>
    public const string FileName = "baselines.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Fits on the training rows, calibrates and sets levels on the calibration rows.</summary>
    public static BaselineSet Fit(DataSplit split, TrainingOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(options);
        Baseline[] all = [LogisticFit.Of(split.Training, [.. FeatureCatalogue.All.Select(f => f.Name)], cancellationToken), new Scorecard()];
        return new BaselineSet([.. all.Select(baseline => baseline.Calibrated(split.Calibration, options))]);
    }

    /// <summary>Loads the baselines of a bundle's folder; null where it has none.</summary>
    /// <exception cref="ModelBundleException">The file is broken.</exception>
    public static BaselineSet? Load(string folder)
    {
        var path = BundleDirectory.PathOf(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return new BaselineSet(JsonSerializer.Deserialize<Baseline[]>(File.ReadAllText(path), Json) ?? throw new ModelBundleException($"{path}: must be a JSON array."));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or CalibrationFormatException)
        {
            throw new ModelBundleException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>The text of the file.</summary>
    public string ToJson() => JsonSerializer.Serialize(All, Json) + "\n";
}
