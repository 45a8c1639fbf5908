namespace PreDelinquency.Gateway.Contracts;

/// <summary>Groups of one attribute beside each other. Null where fewer than two groups can be compared.</summary>
/// <param name="Attribute">age_band or region.</param>
/// <param name="ScoreImpactRatio">Adverse impact ratio of scores: the smallest share flagged divided by the largest.</param>
/// <param name="InterventionImpactRatio">Adverse impact ratio of interventions: the smallest share contacted divided by the largest.</param>
/// <param name="OpportunityDifference">Equal-opportunity difference: the largest share of missed payments found less the smallest.</param>
/// <param name="Groups">By name.</param>
public sealed record AttributeFairnessDocument(
    string Attribute, double? ScoreImpactRatio, double? InterventionImpactRatio, double? OpportunityDifference, IReadOnlyList<GroupTreatmentDocument> Groups);
