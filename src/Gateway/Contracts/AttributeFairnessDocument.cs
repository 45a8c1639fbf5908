namespace PreDelinquency.Gateway.Contracts;

/// <summary>Groups of one attribute beside each other. Null where fewer than two groups can be compared.</summary>
/// <param name="Attribute">age_band or region.</param>
/// <param name="ScoreImpactRatio">Adverse impact ratio of scores: the smallest share flagged divided by the largest. No alert: groups that miss fewer payments are flagged less, see missed_share.</param>
/// <param name="InterventionImpactRatio">Adverse impact ratio of interventions: the smallest share contacted divided by the largest. No alert, for the same reason.</param>
/// <param name="OpportunityDifference">Equal-opportunity difference: the largest found_share less the smallest, of groups of 50 missed_customers or more.</param>
/// <param name="HelpRatio">Of missed payments, the smallest share before which help was proposed (helped_share) divided by the largest, of groups of 50 in_need or more.</param>
/// <param name="ScoreImpact">What of score_impact_ratio is more than chance.</param>
/// <param name="InterventionImpact">What of intervention_impact_ratio is more than chance.</param>
/// <param name="Opportunity">What of opportunity_difference is more than chance, whoever looks how often in 26 weeks; alert where its value lies above 0.1 and its interval above 0.</param>
/// <param name="Help">What of help_ratio is more than chance, whoever looks how often in 26 weeks; alert where its value lies below 0.8 and its interval below 1.</param>
/// <param name="Groups">By name.</param>
public sealed record AttributeFairnessDocument(
    string Attribute,
    double? ScoreImpactRatio,
    double? InterventionImpactRatio,
    double? OpportunityDifference,
    double? HelpRatio,
    GroupComparisonDocument? ScoreImpact,
    GroupComparisonDocument? InterventionImpact,
    GroupComparisonDocument? Opportunity,
    GroupComparisonDocument? Help,
    IReadOnlyList<GroupTreatmentDocument> Groups);
