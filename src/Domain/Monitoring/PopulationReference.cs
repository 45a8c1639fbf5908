using System.Text.Json;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Domain.Monitoring;

/// <summary>
/// How features and scores were spread when a model was trained: <c>reference.json</c> beside the trees. What is served later
/// is held against it. Immutable.
/// </summary>
public sealed class PopulationReference
{
    /// <summary>The file's name in a bundle's folder.</summary>
    public const string FileName = "reference.json";

    /// <summary>What the score is called among the quantities.</summary>
    public const string ScoreName = "risk_score";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = false };

    private readonly int[] _starts;
    private readonly double[][] _edges;

    /// <param name="features">One per feature, in catalogue order.</param>
    /// <param name="score">Of the calibrated probability.</param>
    /// <param name="days">From the first to the last day of the rows; null where that is not known.</param>
    /// <exception cref="ModelBundleException">They are not the features of the catalogue, or broken.</exception>
    public PopulationReference(IReadOnlyList<ValueBins> features, ValueBins score, int? days = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(score);
        Quantities = [.. features, score];
        Days = days;
        if (!features.Select(f => f.Name).SequenceEqual(FeatureCatalogue.All.Select(f => f.Name), StringComparer.Ordinal) || score.Name != ScoreName)
            throw new ModelBundleException($"{FileName} is for other features than this program computes.");
        foreach (var bins in Quantities)
        {
            if (bins.Counts.Count != bins.Count || bins.Counts.Any(c => c < 0) || bins.Counts.Sum() == 0 || bins.Edges.Zip(bins.Edges.Skip(1)).Any(e => !(e.First < e.Second)))
                throw new ModelBundleException($"{FileName}: {bins.Name} must have rising edges and one count of rows per bin and for missing values.");
        }

        _edges = [.. Quantities.Select(bins => bins.Edges.ToArray())];
        _starts = new int[Quantities.Count];
        for (var i = 1; i < _starts.Length; i++)
            _starts[i] = _starts[i - 1] + Quantities[i - 1].Count;
    }

    /// <summary>The features in catalogue order, then the score.</summary>
    public IReadOnlyList<ValueBins> Quantities { get; }

    /// <summary>From the first to the last day of the rows; null in what an earlier version wrote. Less than a year has not seen every season.</summary>
    public int? Days { get; }

    /// <summary>Bins of all quantities together.</summary>
    public int Bins => _starts[^1] + Quantities[^1].Count;

    /// <summary>Where the bins of a quantity begin among all.</summary>
    public int StartOf(int quantity) => _starts[quantity];

    /// <summary>The bin of a value, among the bins of all quantities; this is asked for every customer, day and feature.</summary>
    public int BinOf(int quantity, double value)
    {
        var edges = _edges[quantity];
        if (double.IsNaN(value))
            return _starts[quantity] + edges.Length + 1;

        // Counting them all is faster than to leave off: no branch depends on the value.
        var bin = _starts[quantity];
        foreach (var edge in edges)
            bin += value > edge ? 1 : 0;
        return bin;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ModelBundleException">The text is broken, or for other features.</exception>
    public static PopulationReference Parse(string json, string source)
    {
        try
        {
            var document = JsonSerializer.Deserialize<Document>(json, Json) ?? throw new ModelBundleException($"{source}: must be a JSON object.");
            if (document.Quantities is not { Count: > 0 } quantities)
                throw new ModelBundleException($"{source}: must list quantities.");
            return new PopulationReference([.. quantities.SkipLast(1)], quantities[^1], document.Days);
        }
        catch (JsonException e)
        {
            throw new ModelBundleException($"{source}: {e.Message}", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(new Document(Quantities, Days), Json) + "\n";

    private sealed record Document(IReadOnlyList<ValueBins> Quantities, int? Days = null);
}
