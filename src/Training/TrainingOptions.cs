using System.Globalization;
using PreDelinquency.Trees;

namespace PreDelinquency.Training;

/// <summary>How a model is trained. The defaults are those of the shipped model.</summary>
public sealed record TrainingOptions
{
    private static readonly string[] Precisions = ["medium_precision", "high_precision", "critical_precision"];

    /// <summary>Names the model; null makes a name of the day and the data.</summary>
    public string? Version { get; init; }

    /// <summary>Length of the unseen months at the end, in days, 7 to 365.</summary>
    public int TestDays { get; init; } = 90;

    /// <summary>Share of those flagged MEDIUM and above who are to miss a payment, above 0, below 1.</summary>
    public double MediumPrecision { get; init; } = 0.4;

    /// <summary>Share of those flagged HIGH and above who are to miss a payment. Above the 0.70 that is promised, since it is
    /// chosen on some customers and has to hold for others.</summary>
    public double HighPrecision { get; init; } = 0.76;

    /// <summary>Share of those flagged CRITICAL who are to miss a payment.</summary>
    public double CriticalPrecision { get; init; } = 0.86;

    /// <summary>
    /// How trees are grown: few and shallow, as there is more than one score per transaction. On customers of another seed, 150
    /// trees of 16 leaves at 0.1 reach an AUC higher by 0.0013, at two and a half times the time per score.
    /// </summary>
    public TrainingParameters Trees { get; init; } = new()
    {
        Iterations = 72,
        LearningRate = 0.18,
        Leaves = 24,
        MaxDepth = 6,
        MinDataInLeaf = 300,
        FeatureFraction = 0.3,
        BaggingFraction = 0.8,
        BaggingFrequency = 1,
        LambdaL2 = 5,
        MaxBin = 127,
        EarlyStoppingRounds = 40,
    };

    /// <summary>The options with some of them set by name: LightGBM's names for the trees, and <c>medium_precision</c>, <c>high_precision</c>, <c>critical_precision</c>.</summary>
    /// <exception cref="TrainingInputException">A name is unknown or given twice, or a value is malformed or out of range; the message names it.</exception>
    public TrainingOptions With(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var result = this;
        var trees = new List<KeyValuePair<string, string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            result = name switch
            {
                "medium_precision" => result with { MediumPrecision = Share(name, value) },
                "high_precision" => result with { HighPrecision = Share(name, value) },
                "critical_precision" => result with { CriticalPrecision = Share(name, value) },
                _ => result,
            };
            if (!name.EndsWith("_precision", StringComparison.Ordinal))
                trees.Add(new(name, value));
            else if (!Precisions.Contains(name, StringComparer.Ordinal))
                throw new TrainingInputException($"Unknown training parameter '{name}'{(NearestName.Of(name, Precisions) is { } near ? $"; {near} is one" : "")}.");
            else if (!seen.Add(name))
                throw new TrainingInputException($"Training parameter {name} is given twice.");
        }

        result = result with { Trees = TrainingParameters.Parse(trees, Trees) };
        if (result.Trees.Objective != TrainingObjective.Binary)
            throw new TrainingInputException("Training parameter objective must be binary: a score is a probability.");
        result.Validate();
        return result;
    }

    /// <summary>Every option by the name under which <see cref="With"/> takes it, and <c>test_days</c>.</summary>
    public IReadOnlyDictionary<string, string> ToPairs()
    {
        var pairs = new Dictionary<string, string>(Trees.ToPairs(), StringComparer.Ordinal)
        {
            ["medium_precision"] = $"{MediumPrecision}",
            ["high_precision"] = $"{HighPrecision}",
            ["critical_precision"] = $"{CriticalPrecision}",
            ["test_days"] = $"{TestDays}",
        };
        return pairs;
    }

    /// <summary>Checks the ranges of what does not concern the trees.</summary>
    /// <exception cref="TrainingInputException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        if (TestDays is < 7 or > 365)
            throw new TrainingInputException($"test_days={TestDays} must be 7 to 365.");
        if (!(MediumPrecision > 0 && HighPrecision > MediumPrecision && CriticalPrecision > HighPrecision && CriticalPrecision < 1))
            throw new TrainingInputException($"medium_precision={MediumPrecision}, high_precision={HighPrecision} and critical_precision={CriticalPrecision} must rise from above 0 to below 1.");
    }

    private static double Share(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is > 0 and < 1
            ? share
            : throw new TrainingInputException($"Training parameter {name}={value} must be above 0, below 1.");
}
