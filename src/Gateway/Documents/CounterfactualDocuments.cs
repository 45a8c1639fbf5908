using System.Globalization;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Counterfactuals in their wire form.</summary>
internal static class CounterfactualDocuments
{
    private const string Note = "This is what the model would say today if it had been so within the days that it looks at, with all else as it is. It is no promise.";

    /// <summary>Where advice ends, people do not.</summary>
    private const string Person = "A person at the bank can look at it with the customer and agree on a plan.";

    public static CounterfactualDocument ToDocument(this Counterfactual counterfactual, string customerId) => new()
    {
        CustomerId = customerId,
        RiskScore = counterfactual.Present.Probability,
        RiskLevel = RiskLevels.Name(counterfactual.Present.Level),
        TargetLevel = RiskLevels.Name(counterfactual.Target),
        Reached = counterfactual.IsReached,
        Summary = Summary(counterfactual),
        Changes = [.. counterfactual.Changes.Select(c => new CounterfactualChangeDocument(c.Lever.Name, WireNames<LeverActor>.Of(c.Lever.Actor), c.Size, c.Step.Text))],
        Features = [.. counterfactual.Features.Select(f => new FeatureChangeDocument(f.Feature, f.From, f.To))],
        Size = counterfactual.Size,
        NewRiskScore = counterfactual.Score.Probability,
        NewRiskLevel = RiskLevels.Name(counterfactual.Score.Level),
        ModelVersion = counterfactual.ModelVersion,
        Note = Note,
    };

    private static string Summary(Counterfactual found)
    {
        var (target, count) = (RiskLevels.Name(found.Target), found.Changes.Count);
        return (found.IsReached, count) switch
        {
            (true, 0) => $"Nothing has to change: the level is {RiskLevels.Name(found.Present.Level)}.",
            (true, _) => $"With {(count == 1 ? "this change" : "these changes")} the level would be {RiskLevels.Name(found.Score.Level)} instead of {RiskLevels.Name(found.Present.Level)}.",
            (false, 0) => $"Nothing that can be advised brings the level to {target}, or the probability down noticeably. {Person}",
            _ => $"Nothing that can be advised brings the level to {target}. This comes closest: a probability of {Percent(found.Score)} instead of {Percent(found.Present)}. {Person}",
        };
    }

    private static string Percent(RiskScore score) => string.Create(CultureInfo.InvariantCulture, $"{score.Probability * 100:0}%");
}
