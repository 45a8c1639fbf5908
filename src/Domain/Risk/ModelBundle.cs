using System.Globalization;
using System.Text;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Risk;

/// <summary>
/// Everything that scoring needs: trees, calibration, thresholds, and the feature catalogue that they were trained on.
/// Immutable and safe for many threads. Scoring allocates nothing.
/// </summary>
public sealed class ModelBundle
{
    /// <summary>Beyond any contribution.</summary>
    private const double AfterAll = 1e6;

    private const string OnlyTogether = "; this counts only together with the other figures.";

    private readonly TreeModel _trees;

    private ModelBundle(TreeModel trees, BundleDocument document) => (_trees, Document) = (trees, document);

    /// <summary>How features and scores were spread in training; null for a bundle that does not say. No part of what <see cref="ToText"/> says: it judges nobody.</summary>
    public PopulationReference? Reference { get; private init; }

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
        var document = BundleDocument.Load(BundleDirectory.PathOf(folder, BundleDocument.FileName));
        var path = BundleDirectory.PathOf(folder, BundleDocument.TreesFileName);
        try
        {
            var bytes = File.ReadAllBytes(path);
            using var stream = new MemoryStream(bytes, writable: false);
            var trees = TreeModel.Load(stream, path);
            BundleRules.Check(trees, document, folder);
            document.RequireFiles(name => name == BundleDocument.TreesFileName ? bytes : BytesOf(folder, name), folder);

            // Where the document names its files, another that lies there is of another bundle.
            var reference = BundleDirectory.PathOf(folder, PopulationReference.FileName);
            var belongs = document.Files?.ContainsKey(PopulationReference.FileName) ?? File.Exists(reference);
            return new ModelBundle(trees, document).With(belongs ? PopulationReference.Parse(File.ReadAllText(reference), reference) : null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelBundleException($"{path}: there is no such file.", e);
        }
        catch (ModelFormatException e)
        {
            // It names the file and the line.
            throw new ModelBundleException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{path}: {e.Message}", e) { Kind = BundleProblem.Unreadable };
        }
    }

    private static ReadOnlyMemory<byte>? BytesOf(string folder, string name) =>
        BundleDirectory.PathOf(folder, name) is var path && File.Exists(path) ? new ReadOnlyMemory<byte>(File.ReadAllBytes(path)) : (ReadOnlyMemory<byte>?)null;

    /// <summary>The same bundle with what it is held against later.</summary>
    public ModelBundle With(PopulationReference? reference) => new(_trees, Document) { Reference = reference };

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <param name="document">The document's text.</param>
    /// <param name="trees">The trees' text.</param>
    /// <param name="source">What errors call the bundle.</param>
    /// <exception cref="ModelBundleException">A text is broken, or they are for other features.</exception>
    public static ModelBundle Parse(string document, string trees, string source)
    {
        try
        {
            using var reader = new StringReader(trees);
            var (model, described) = (TreeModel.Read(reader, source), BundleDocument.Parse(document, source));
            BundleRules.Check(model, described, source);
            return new ModelBundle(model, described);
        }
        catch (ModelFormatException e)
        {
            throw new ModelBundleException($"{source}: {e.Message}", e);
        }
    }

    /// <summary>The bundle as two texts that say all of it: equal bundles give equal texts.</summary>
    public (string Document, string Trees) ToText()
    {
        using var trees = new StringWriter(CultureInfo.InvariantCulture);
        _trees.Write(trees);
        return (Document.ToJson(), trees.ToString());
    }

    /// <summary>Writes the bundle into a folder, which is made where there is none: all of it or nothing. The document names the other files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="others">Texts by file name of what belongs to the bundle too.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(string folder, IReadOnlyDictionary<string, string>? others = null)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal) { [BundleDocument.TreesFileName] = ToText().Trees };
        if (Reference is not null)
            texts[PopulationReference.FileName] = Reference.ToJson();
        foreach (var (name, text) in others ?? new Dictionary<string, string>())
            texts.Add(name, text);
        var hashes = texts.ToDictionary(t => t.Key, t => BundleDocument.HashOf(Encoding.UTF8.GetBytes(t.Value)), StringComparer.Ordinal);
        texts[BundleDocument.FileName] = (Document with { Files = hashes }).ToJson();
        BundleDirectory.Write(folder, texts);
    }

    /// <summary>Scores a feature vector.</summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="maturity">A customer who is still being learnt stays below HIGH.</param>
    public RiskScore Score(ReadOnlySpan<double> features, Maturity maturity)
    {
        return Score(_trees.RawScore(features), maturity);
    }

    /// <summary>The score that a raw score means; neither probability nor level falls where that rises.</summary>
    internal RiskScore Score(double raw, Maturity maturity)
    {
        var probability = Document.Calibration.Apply(raw);
        if (maturity == Maturity.Learning)
            probability = Math.Min(probability, Math.BitDecrement(Thresholds.High));
        return new RiskScore(probability, raw, Thresholds.LevelOf(probability), maturity);
    }

    /// <summary>Every feature's exact SHAP contribution to the raw score, in log-odds; they sum, with <see cref="BaseValue"/>, to it.</summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="contributions">Room for one per feature and one more.</param>
    public void Contributions(ReadOnlySpan<double> features, Span<double> contributions) => _trees.Explain(features, contributions);

    /// <summary>
    /// Puts contributions into words, largest in size first. A value that is no sign of trouble by itself may raise the risk by
    /// what it means beside the other values: it comes after the others, and its sentence says so.
    /// </summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="contributions">From <see cref="Contributions"/>.</param>
    /// <param name="readings">What the features were made of; empty for a what-if on bare values.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="choice">Which of them.</param>
    public static IReadOnlyList<Reason> Reasons(
        ReadOnlySpan<double> features, ReadOnlySpan<double> contributions, ReadOnlySpan<Reading> readings, int most = int.MaxValue, ReasonChoice choice = ReasonChoice.All)
    {
        Span<double> sizes = stackalloc double[FeatureCatalogue.Count];
        Span<int> order = stackalloc int[FeatureCatalogue.Count];
        var count = 0;
        for (var i = 0; i < FeatureCatalogue.Count; i++)
        {
            if (!IsChosen(choice, i, features[i], contributions[i]))
                continue;
            sizes[count] = RaisesUntold(i, features[i], contributions[i]) ? AfterAll - Math.Abs(contributions[i]) : -Math.Abs(contributions[i]);
            order[count++] = i;
        }

        sizes[..count].Sort(order[..count]);
        var reasons = new Reason[Math.Min(count, most)];
        for (var r = 0; r < reasons.Length; r++)
        {
            var i = order[r];
            var feature = FeatureCatalogue.All[i];
            var reading = readings.IsEmpty ? Reading.Plain(features[i]) : readings[i];
            var text = feature.Explain(reading);
            if (RaisesUntold(i, features[i], contributions[i]) && !double.IsNaN(features[i]))
                text = text.TrimEnd('.') + OnlyTogether;
            reasons[r] = new Reason(feature.Name, features[i], feature.Neutral, contributions[i], text)
            {
                Observed = double.IsNaN(reading.Usual) ? null : reading.Observed,
                Usual = double.IsNaN(reading.Usual) ? null : reading.Usual,
            };
        }

        return reasons;
    }

    private static bool IsChosen(ReasonChoice choice, int feature, double value, double contribution) => choice switch
    {
        ReasonChoice.Raising => contribution > 0 && FeatureCatalogue.All[feature].IsTelling(value),
        ReasonChoice.Lowering => contribution < 0 && !double.IsNaN(value) && !FeatureCatalogue.All[feature].IsTelling(value),
        _ => true,
    };

    private static bool RaisesUntold(int feature, double value, double contribution) =>
        contribution > 0 && !FeatureCatalogue.All[feature].IsTelling(value);

    /// <summary>
    /// The least that somebody would have to do, at most <see cref="Risk.Counterfactual.MostChanges"/> things, for this model to
    /// come to a level or below: see <see cref="Levers"/>.
    /// </summary>
    /// <param name="readings">What the features were made of, in catalogue order.</param>
    /// <param name="maturity">How well the customer is known.</param>
    /// <param name="target">The level.</param>
    public Counterfactual Counterfactual(IReadOnlyList<Reading> readings, Maturity maturity, RiskLevel target) =>
        new CounterfactualSearch(this, readings, maturity).Find(target);

    /// <summary>Scores and explains a bare feature vector.</summary>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="at">The moment to write on the result.</param>
    public RiskAssessment Assess(ReadOnlySpan<double> features, DateTimeOffset at) => Assess(features, [], Maturity.Established, at);

    /// <summary>Scores and explains a feature vector with what it was made of.</summary>
    public RiskAssessment Assess(ReadOnlySpan<double> features, ReadOnlySpan<Reading> readings, Maturity maturity, DateTimeOffset at)
    {
        Span<double> contributions = stackalloc double[FeatureCatalogue.Count + 1];
        Contributions(features, contributions);
        return new RiskAssessment
        {
            Score = Score(features, maturity),
            Reasons = Reasons(features, contributions, readings),
            BaseValue = BaseValue,
            ModelVersion = Version,
            ScoredAt = at,
        };
    }
}
