using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Risk;

/// <summary>
/// Everything that scoring needs: trees, calibration, thresholds, and the feature catalogue that they were trained on.
/// Immutable and safe for many threads. Scoring allocates nothing.
/// </summary>
public sealed class ModelBundle
{
    private readonly TreeModel _trees;

    private ModelBundle(TreeModel trees, BundleDocument document) => (_trees, Document) = (trees, document);

    /// <summary>What the bundle says of itself.</summary>
    public BundleDocument Document { get; }

    /// <summary>Names the model in every score.</summary>
    public string Version => Document.Version;

    public RiskThresholds Thresholds => Document.Thresholds;

    /// <summary>SHAP base value: the mean raw score over the training rows, in log-odds.</summary>
    public double BaseValue => _trees.ExpectedValue;

    /// <summary>The trees.</summary>
    public TreeModel Trees => _trees;

    /// <summary>Joins trees with their document.</summary>
    /// <exception cref="ModelBundleException">They do not fit each other or this program's feature catalogue.</exception>
    public static ModelBundle Create(TreeModel trees, BundleDocument document)
    {
        ArgumentNullException.ThrowIfNull(trees);
        ArgumentNullException.ThrowIfNull(document);
        BundleRules.Check(trees, document, "the bundle");
        return new ModelBundle(trees, document);
    }

    /// <summary>Loads the bundle of a folder: <c>bundle.json</c> and <c>model.txt</c>.</summary>
    /// <exception cref="ModelBundleException">The folder holds no bundle, a broken one, or one for other features.</exception>
    public static ModelBundle Load(string folder)
    {
        var document = BundleDocument.Load(Path.Combine(folder, BundleDocument.FileName));
        var path = Path.Combine(folder, BundleDocument.TreesFileName);
        try
        {
            var trees = TreeModel.Load(path);
            BundleRules.Check(trees, document, folder);
            return new ModelBundle(trees, document);
        }
        catch (Exception e) when (e is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Writes the bundle into a folder, which is made where there is none.</summary>
    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        _trees.Save(Path.Combine(folder, BundleDocument.TreesFileName));
        Document.Save(Path.Combine(folder, BundleDocument.FileName));
    }

    /// <summary>Scores a feature vector.</summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="maturity">A customer who is still being learnt stays below HIGH.</param>
    public RiskScore Score(ReadOnlySpan<double> features, Maturity maturity)
    {
        var raw = _trees.RawScore(features);
        var probability = Document.Calibration.Apply(raw);
        if (maturity == Maturity.Learning)
            probability = Math.Min(probability, Math.BitDecrement(Thresholds.High));
        return new RiskScore(probability, raw, Thresholds.LevelOf(probability), maturity);
    }

    /// <summary>Every feature's exact contribution, largest in size first; they sum, with <see cref="BaseValue"/>, to the raw score.</summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="readings">What the features were made of, for the sentences; empty for a what-if on bare values.</param>
    public IReadOnlyList<Reason> Explain(ReadOnlySpan<double> features, ReadOnlySpan<Reading> readings)
    {
        Span<double> contributions = stackalloc double[FeatureCatalogue.Count + 1];
        _trees.Explain(features, contributions);
        var reasons = new Reason[FeatureCatalogue.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            var feature = FeatureCatalogue.All[i];
            var reading = readings.IsEmpty ? Reading.Plain(features[i]) : readings[i];
            reasons[i] = new Reason(feature.Name, features[i], feature.Neutral, contributions[i], feature.Explain(reading))
            {
                Observed = double.IsNaN(reading.Usual) ? null : reading.Observed,
                Usual = double.IsNaN(reading.Usual) ? null : reading.Usual,
            };
        }

        Array.Sort(reasons, static (a, b) => Math.Abs(b.Contribution).CompareTo(Math.Abs(a.Contribution)) is var order && order != 0 ? order : string.CompareOrdinal(a.Feature, b.Feature));
        return reasons;
    }

    /// <summary>Scores and explains a bare feature vector.</summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="at">The moment to write on the result.</param>
    public RiskAssessment Assess(ReadOnlySpan<double> features, DateTimeOffset at) => new()
    {
        Score = Score(features, Maturity.Established),
        Reasons = Explain(features, []),
        BaseValue = BaseValue,
        ModelVersion = Version,
        ScoredAt = at,
    };
}
