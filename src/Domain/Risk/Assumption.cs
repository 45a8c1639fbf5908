using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Risk;

/// <summary>A what-if: values that some features are taken to have. Immutable.</summary>
public sealed class Assumption
{
    private readonly IReadOnlyDictionary<string, double?> _values;

    /// <param name="values">By feature name; null where the value is taken to be not known.</param>
    /// <exception cref="ArgumentException">A value breaks <see cref="Violation"/>.</exception>
    public Assumption(IReadOnlyDictionary<string, double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Violation(values) is { } violation)
            throw new ArgumentException($"{violation.Feature} {violation.Rule}", nameof(values));
        _values = values;
    }

    /// <summary>By feature name; null where the value is taken to be not known.</summary>
    public IReadOnlyDictionary<string, double?> Values => _values;

    /// <returns>Null where all is well, else the name and the rule that it or its value breaks.</returns>
    public static (string Feature, string Rule)? Violation(IReadOnlyDictionary<string, double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (feature, value) in values)
        {
            if (!FeatureCatalogue.TryIndexOf(feature, out _))
                return (feature, "is not a feature; GET /features lists them");
            if (value is { } infinite && !double.IsFinite(infinite))
                return (feature, "must be a finite number");
        }

        return null;
    }

    /// <summary>Scores and explains bare values: features that are not named are not known, and nobody's history is.</summary>
    public RiskAssessment Assess(DateTimeOffset at, ServedModels models)
    {
        Span<double> features = stackalloc double[FeatureCatalogue.Count];
        features.Fill(double.NaN);
        return Assess(features, [], Maturity.Established, at, models);
    }

    /// <summary>Scores and explains features with these values set.</summary>
    /// <param name="features">In catalogue order; changed.</param>
    /// <param name="readings">What they were made of, changed too; empty for bare values.</param>
    /// <param name="maturity">How well the customer is known.</param>
    /// <param name="at">The moment to write on the result.</param>
    /// <param name="models">Who scores.</param>
    internal RiskAssessment Assess(Span<double> features, Span<Reading> readings, Maturity maturity, DateTimeOffset at, ServedModels models)
    {
        ArgumentNullException.ThrowIfNull(models);
        foreach (var (name, value) in _values)
        {
            _ = FeatureCatalogue.TryIndexOf(name, out var index);
            features[index] = value ?? double.NaN;
            if (!readings.IsEmpty)
                readings[index] = Reading.Plain(features[index]);
        }

        return models.Champion.Assess(features, readings, maturity, at) with { Shadow = ShadowScore.Of(models.Shadow, features, maturity) };
    }
}
