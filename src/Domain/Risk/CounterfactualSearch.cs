using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Risk;

/// <summary>
/// Searches all changes of one to three features by branch and bound: ranges of choices are halved, and left where the
/// change would be no smaller than the best one found, or where the sum of each tree's lowest leaf within reach shows that no
/// choice in them leads far enough. What remains is scored by the model itself, so the answer is exact.
/// </summary>
internal sealed class CounterfactualSearch
{
    /// <summary>Sums of leaves in another order differ by less.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Sizes that differ by less are the same; the change that was found first stays.</summary>
    private const double SizeRounding = 1e-12;

    private readonly ModelBundle _model;
    private readonly Maturity _maturity;
    private readonly double[] _features;
    private readonly double[] _changed;
    private readonly FeatureSteps[] _steps;
    private readonly RiskScore _present;
    private readonly ChoiceBounds _bounds;
    private readonly List<(int[] Features, double Bound)> _sets = [];

    public CounterfactualSearch(ModelBundle model, IReadOnlyList<double>[] thresholds, ReadOnlySpan<double> features, Maturity maturity)
    {
        (_model, _maturity) = (model, maturity);
        (_features, _changed) = (features.ToArray(), features.ToArray());
        _steps = [.. FeatureCatalogue.All.Select((feature, i) => FeatureSteps.Of(feature, thresholds[i], _features[i]))];
        _present = model.Score(_features, maturity);
        var leaves = new LeafIndex(model.Trees.Reach(_features, [.. _steps.Select(s => s.Values)], Risk.Counterfactual.MostChanges));
        _bounds = new ChoiceBounds(leaves, _present.RawScore);
        foreach (var set in Sets([.. Enumerable.Range(0, _steps.Length).Where(i => _steps[i].Values.Count > 0)]))
            _sets.Add((set, _present.RawScore + leaves.Drop(set)));
        _sets.Sort(static (a, b) => a.Features.Length != b.Features.Length ? a.Features.Length - b.Features.Length : a.Bound.CompareTo(b.Bound) is var order && order != 0 ? order : a.Features.AsSpan().SequenceCompareTo(b.Features));
    }

    public Counterfactual Find(RiskLevel target)
    {
        if (_present.Level <= target)
            return Answer(target, isReached: true, []);
        if (Smallest(score => score.Level <= target) is { } reaching)
            return Answer(target, isReached: true, reaching);
        var lowest = Lowest();
        return Answer(target, isReached: false, lowest < _present.Probability ? Smallest(score => score.Probability <= lowest)! : []);
    }

    private static IEnumerable<int[]> Sets(int[] features)
    {
        for (var a = 0; a < features.Length; a++)
        {
            yield return [features[a]];
            for (var b = a + 1; b < features.Length; b++)
            {
                yield return [features[a], features[b]];
                for (var c = b + 1; c < features.Length; c++)
                    yield return [features[a], features[b], features[c]];
            }
        }
    }

    /// <summary>The smallest change with a score that will do; null where there is none.</summary>
    /// <param name="suffices">True for every score below one for which it is true.</param>
    private List<(int Feature, int Choice)>? Smallest(Func<RiskScore, bool> suffices)
    {
        List<(int Feature, int Choice)>? best = null;
        var bestSize = double.PositiveInfinity;
        foreach (var (features, bound) in _sets)
        {
            if (features.Sum(f => _steps[f].Size(1)) >= bestSize - SizeRounding || !suffices(_model.Score(bound - Rounding, _maturity)))
                continue;
            _bounds.Choose(features);
            Search(features, [.. features.Select(_ => 1)], [.. features.Select(f => _steps[f].Values.Count)]);
        }

        return best;

        void Search(int[] features, ReadOnlySpan<int> first, ReadOnlySpan<int> last)
        {
            double least = 0;
            for (var i = 0; i < features.Length; i++)
                least += _steps[features[i]].Size(first[i]);
            Span<int> end = stackalloc int[last.Length];
            for (var i = 0; i < end.Length; i++)
            {
                end[i] = last[i];
                while (end[i] >= first[i] && least - _steps[features[i]].Size(first[i]) + _steps[features[i]].Size(end[i]) >= bestSize - SizeRounding)
                    end[i]--;
                if (end[i] < first[i])
                    return;
            }

            if (!suffices(_model.Score(_bounds.Lowest(first, end) - Rounding, _maturity)))
                return;
            if (Widest(features, first, end) is not (>= 0 and var widest))
            {
                if (suffices(Score(features, first)))
                    (best, bestSize) = (Choices(features, first), least);
                return;
            }

            Span<int> middle = stackalloc int[last.Length];
            end.CopyTo(middle);
            middle[widest] = (first[widest] + end[widest]) / 2;
            Search(features, first, middle);
            var next = middle[widest] + 1;
            first.CopyTo(middle);
            middle[widest] = next;
            Search(features, middle, end);
        }
    }

    /// <summary>The lowest probability that any change leads to.</summary>
    private double Lowest()
    {
        var lowest = _present;
        foreach (var (features, bound) in _sets)
        {
            if (bound - Rounding >= lowest.RawScore)
                continue;
            _bounds.Choose(features);
            Search(features, [.. features.Select(_ => 1)], [.. features.Select(f => _steps[f].Values.Count)]);
        }

        return lowest.Probability;

        void Search(int[] features, ReadOnlySpan<int> first, ReadOnlySpan<int> last)
        {
            if (_bounds.Lowest(first, last) >= lowest.RawScore - Rounding)
                return;
            if (Widest(features, first, last) is not (>= 0 and var widest))
            {
                var score = Score(features, first);
                lowest = score.RawScore < lowest.RawScore ? score : lowest;
                return;
            }

            Span<int> middle = stackalloc int[last.Length];
            last.CopyTo(middle);
            middle[widest] = (first[widest] + last[widest]) / 2;
            Search(features, first, middle);
            var next = middle[widest] + 1;
            first.CopyTo(middle);
            middle[widest] = next;
            Search(features, middle, last);
        }
    }

    /// <summary>The feature, by its place in the set, whose choices lie furthest apart; -1 where each has one choice.</summary>
    private int Widest(int[] features, ReadOnlySpan<int> first, ReadOnlySpan<int> last)
    {
        var (widest, width) = (-1, 0.0);
        for (var i = 0; i < features.Length; i++)
        {
            var own = _steps[features[i]].Size(last[i]) - _steps[features[i]].Size(first[i]);
            if (last[i] > first[i] && own > width)
                (widest, width) = (i, own);
        }

        return widest;
    }

    private RiskScore Score(int[] features, ReadOnlySpan<int> choices)
    {
        for (var i = 0; i < features.Length; i++)
            _changed[features[i]] = _steps[features[i]].Values[choices[i] - 1];
        var score = _model.Score(_changed, _maturity);
        foreach (var feature in features)
            _changed[feature] = _features[feature];
        return score;
    }

    private static List<(int Feature, int Choice)> Choices(int[] features, ReadOnlySpan<int> choices)
    {
        var chosen = new List<(int Feature, int Choice)>();
        for (var i = 0; i < features.Length; i++)
            chosen.Add((features[i], choices[i]));
        return chosen;
    }

    private Counterfactual Answer(RiskLevel target, bool isReached, List<(int Feature, int Choice)> choices)
    {
        var changes = choices.Select(c =>
        {
            var (definition, from, to) = (FeatureCatalogue.All[c.Feature], _features[c.Feature], _steps[c.Feature].Values[c.Choice - 1]);
            return new CounterfactualChange(definition.Name, from, to, _steps[c.Feature].Size(c.Choice), definition.ExplainChange(from, to));
        });
        return new Counterfactual
        {
            Present = _present,
            Target = target,
            IsReached = isReached,
            Changes = [.. changes],
            Score = Score([.. choices.Select(c => c.Feature)], [.. choices.Select(c => c.Choice)]),
            ModelVersion = _model.Version,
        };
    }
}
