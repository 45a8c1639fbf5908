namespace PreDelinquency.Gateway.Contracts;

/// <summary>Whether contacts help: those who were assigned to be contacted against those who were held out.</summary>
/// <param name="Confidence">Of all intervals, 0 to 1.</param>
/// <param name="Waiting">Proposals of which it is not known yet what became of the payments in the 30 days after them.</param>
/// <param name="All">Of all proposals.</param>
/// <param name="ByLevel">By the level at which each was proposed.</param>
/// <param name="ByDriver">By what the reasons have in common.</param>
/// <param name="ByChannel">By the channel that each was meant for, held out or not.</param>
/// <param name="ByTemplate">By the text that each was meant to get, held out or not.</param>
/// <param name="Holdout">By level, whether as many are held out as ought to be.</param>
public sealed record EffectReportDocument(
    double Confidence,
    int Waiting,
    EffectDocument All,
    IReadOnlyList<EffectDocument> ByLevel,
    IReadOnlyList<EffectDocument> ByDriver,
    IReadOnlyList<EffectDocument> ByChannel,
    IReadOnlyList<EffectDocument> ByTemplate,
    IReadOnlyList<HoldoutDocument> Holdout);
