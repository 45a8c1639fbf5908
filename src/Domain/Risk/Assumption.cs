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

    /// <summary>Whether there are such features, and their values lie in their ranges.</summary>
    /// <param name="values">By feature name.</param>
    /// <returns>Null where all is well, else the name and the rule that it or its value breaks.</returns>
    public static (string Feature, string Rule)? Violation(IReadOnlyDictionary<string, double?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach (var (feature, value) in values)
        {
            if (!FeatureCatalogue.TryIndexOf(feature, out var index))
                return (feature, "is not a feature; GET /features lists them");
            if (value is not { } assumed)
                continue;
            if (!double.IsFinite(assumed))
                return (feature, "must be a finite number");
            var definition = FeatureCatalogue.All[index];
            if (!definition.Range.Contains(assumed))
                return (feature, FormattableString.Invariant($"must be {definition.Range} ({definition.Unit}), not {assumed}"));
        }

        return null;
    }

    /// <summary>Whether values also lie in the ranges that what is usual for a customer leaves.</summary>
    /// <param name="now">The customer as is.</param>
    /// <returns>Null where they do, else the name and the rule that its value breaks.</returns>
    public (string Feature, string Rule)? ViolationFor(RiskAssessment now)
    {
        ArgumentNullException.ThrowIfNull(now);
        foreach (var reason in now.Reasons)
        {
            if (!_values.TryGetValue(reason.Feature, out var value) || value is not { } assumed || reason.Usual is not { } usual)
                continue;
            _ = FeatureCatalogue.TryIndexOf(reason.Feature, out var index);
            var definition = FeatureCatalogue.All[index];
            var range = definition.Range.For(usual);
            if (!range.Contains(assumed))
                return (reason.Feature, FormattableString.Invariant($"must be {range} ({definition.Unit}) for this customer, for whom {usual:0.####} is usual, not {assumed}"));
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
