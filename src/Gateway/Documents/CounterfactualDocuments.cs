using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Contracts;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Counterfactuals in their wire form.</summary>
internal static class CounterfactualDocuments
{
    private const string Note = "This is what the model would say of these values with all others as they are. It is no promise, and in life one value rarely changes alone.";

    public static CounterfactualDocument ToDocument(this Counterfactual counterfactual, string customerId) => new()
    {
        CustomerId = customerId,
        RiskScore = counterfactual.Present.Probability,
        RiskLevel = RiskLevels.Name(counterfactual.Present.Level),
        TargetLevel = RiskLevels.Name(counterfactual.Target),
        Reached = counterfactual.IsReached,
        Changes = [.. counterfactual.Changes.Select(c => new CounterfactualChangeDocument(c.Feature, c.From, c.To, c.Size, c.Text))],
        Size = counterfactual.Size,
        NewRiskScore = counterfactual.Score.Probability,
        NewRiskLevel = RiskLevels.Name(counterfactual.Score.Level),
        ModelVersion = counterfactual.ModelVersion,
        Note = Note,
    };
}
