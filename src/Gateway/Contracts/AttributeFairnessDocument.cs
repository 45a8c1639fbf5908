namespace PreDelinquency.Gateway.Contracts;

/// <summary>Groups of one attribute beside each other. Null where fewer than two groups can be compared.</summary>
/// <param name="Attribute">age_band or region.</param>
/// <param name="ScoreImpactRatio">Adverse impact ratio of scores: the smallest share flagged divided by the largest.</param>
/// <param name="InterventionImpactRatio">Adverse impact ratio of interventions: the smallest share contacted divided by the largest.</param>
/// <param name="OpportunityDifference">Equal-opportunity difference: the largest share of missed payments found less the smallest.</param>
/// <param name="ScoreImpact">What of score_impact_ratio is more than chance; alert where its interval lies below 0.8.</param>
/// <param name="InterventionImpact">What of intervention_impact_ratio is more than chance; alert where its interval lies below 0.8.</param>
/// <param name="Opportunity">What of opportunity_difference is more than chance; alert where its interval lies above 0.1.</param>
/// <param name="Groups">By name.</param>
public sealed record AttributeFairnessDocument(
    string Attribute,
    double? ScoreImpactRatio,
    double? InterventionImpactRatio,
    double? OpportunityDifference,
    GroupComparisonDocument? ScoreImpact,
    GroupComparisonDocument? InterventionImpact,
    GroupComparisonDocument? Opportunity,
    IReadOnlyList<GroupTreatmentDocument> Groups);
