using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Risk;

/// <summary>
/// Scores every choice of at most three levers and one step of each. Steps are goals as people set them and so are few: some
/// hundred choices at most, all of which the model itself scores, so the answer is exact whatever the trees look like.
/// </summary>
internal sealed class CounterfactualSearch
{
    private readonly ModelBundle _model;
    private readonly Maturity _maturity;
    private readonly double[] _present;
    private readonly double[] _told;
    private readonly Situation _situation;
    private readonly List<Lever> _levers;
    private readonly List<Choice> _choices = [];

    /// <param name="model">Who scores.</param>
    /// <param name="readings">What the features were made of, in catalogue order.</param>
    /// <param name="maturity">How well the customer is known.</param>
    public CounterfactualSearch(ModelBundle model, IReadOnlyList<Reading> readings, Maturity maturity)
    {
        (_model, _maturity) = (model, maturity);
        _present = [.. readings.Select(reading => reading.Value)];
        _situation = Situation.Of(readings);
        _told = [.. FeatureCatalogue.All.Select(feature => feature.Action.Response?.Invoke(_situation) ?? double.NaN)];
        _levers = [.. Levers.All.Where(lever => Enumerable.Range(0, _present.Length).Any(f => FeatureCatalogue.All[f].Action.Lever == lever && FeatureCatalogue.All[f].IsActionable(_present[f])))];
    }

    public Counterfactual Find(RiskLevel target)
    {
        var none = new Choice([], _model.Score(_present, _maturity));
        if (none.Score.Level <= target)
            return Answer(target, none, none);
        Try(0, [], _situation);
        var enough = none.Score.Probability - Risk.Counterfactual.LeastGain;
        var reaching = _choices.Where(choice => choice.Score.Level <= target && choice.Score.Probability <= enough).MinBy(choice => choice.Rank);
        if (reaching is not null)
            return Answer(target, none, reaching);
        var lowest = _choices.Select(choice => choice.Score.Probability).Append(none.Score.Probability).Min();
        var closest = _choices.Where(choice => choice.Score.Probability <= enough).Append(none).Where(choice => choice.Score.Probability <= lowest + Risk.Counterfactual.LeastGain).MinBy(choice => choice.Rank)!;
        return Answer(target, none, closest);
    }

    private void Try(int from, CounterfactualChange[] made, Situation situation)
    {
        for (var i = from; i < _levers.Count && made.Length < Risk.Counterfactual.MostChanges; i++)
        {
            foreach (var step in _levers[i].StepsIn(_situation, situation))
            {
                var (changes, changed) = ((CounterfactualChange[])[.. made, new(_levers[i], step)], step.Apply(situation));

                // What would push the account into overdraft, or further, helps only with a buffer that makes up for it.
                if (!(changed.Balance.Now < Math.Min(_situation.Balance.Now, 0)))
                    _choices.Add(new(changes, _model.Score(Values(changed), _maturity)));
                Try(i + 1, changes, changed);
            }
        }
    }

    /// <summary>The features in a situation: what either it or the present one does not tell, or both tell alike, stays as it is.</summary>
    private double[] Values(Situation situation)
    {
        double[] values = [.. _present];
        for (var f = 0; f < values.Length; f++)
        {
            if (FeatureCatalogue.All[f].Action.Response is { } response && double.IsFinite(_present[f])
                && response(situation) is var value && double.IsFinite(value - _told[f]) && value != _told[f])
                values[f] = value;
        }

        return values;
    }

    private Counterfactual Answer(RiskLevel target, Choice none, Choice chosen)
    {
        var values = Values(chosen.Changes.Aggregate(_situation, (situation, change) => change.Step.Apply(situation)));
        return new Counterfactual
        {
            Present = none.Score,
            Target = target,
            IsReached = chosen.Score.Level <= target,
            Changes = chosen.Changes,
            Features = [.. Enumerable.Range(0, values.Length).Where(f => !values[f].Equals(_present[f])).Select(f => new FeatureChange(FeatureCatalogue.All[f].Name, _present[f], values[f]))],
            Score = chosen.Score,
            ModelVersion = _model.Version,
        };
    }

    private sealed record Choice(CounterfactualChange[] Changes, RiskScore Score)
    {
        /// <summary>The smaller comes first, and of equal ones the fewer changes.</summary>
        public (double, int) Rank { get; } = (Changes.Sum(change => change.Size), Changes.Length);
    }
}
