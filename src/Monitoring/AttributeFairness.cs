namespace PreDelinquency.Monitoring;

/// <summary>Groups of one declared attribute beside each other. NaN and null where fewer than two groups can be compared.</summary>
/// <param name="Attribute">Age band or region; never a feature.</param>
/// <param name="Groups">By name.</param>
/// <param name="ScoreImpactRatio">Adverse impact ratio of scores: the smallest share flagged divided by the largest. Shown only: groups that need less are flagged less.</param>
/// <param name="InterventionImpactRatio">Adverse impact ratio of interventions: the smallest share contacted divided by the largest. Shown only, for the same reason.</param>
/// <param name="OpportunityDifference">Equal-opportunity difference (Hardt, Price and Srebro, 2016): of those who missed a payment, the largest share found less the smallest.</param>
/// <param name="HelpRatio">Of missed payments, the smallest share before which help was proposed divided by the largest.</param>
/// <param name="ScoreImpact">What of the first is more than chance.</param>
/// <param name="InterventionImpact">What of the second is more than chance.</param>
/// <param name="Opportunity">What of the third is more than chance, whoever looks how often.</param>
/// <param name="Help">What of the fourth is more than chance, whoever looks how often.</param>
public sealed record AttributeFairness(
    string Attribute,
    IReadOnlyList<GroupTreatment> Groups,
    double ScoreImpactRatio,
    double InterventionImpactRatio,
    double OpportunityDifference,
    double HelpRatio,
    GroupComparison? ScoreImpact,
    GroupComparison? InterventionImpact,
    GroupComparison? Opportunity,
    GroupComparison? Help);
