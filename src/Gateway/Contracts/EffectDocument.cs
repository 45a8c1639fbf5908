namespace PreDelinquency.Gateway.Contracts;

/// <summary>Whether contacts help, of one group of proposals. What cannot be said is null.</summary>
/// <param name="Group">The level, driver, channel or template; all.</param>
/// <param name="Verdict">not_comparable, unclear, helps or harms.</param>
/// <param name="Contacted">Those assigned to be contacted, whether a message went out or not.</param>
/// <param name="HeldOut">Those held out.</param>
/// <param name="Uplift">Share on time of the contacted less that of the held out, -1 to 1.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="ReachedShare">Share of the contacted to whom anything was sent in the 30 days after the proposal that was not reported to be undelivered, 0 to 1, whichever contact carried it.</param>
/// <param name="ReachedForCertainShare">Those of them of whom it is known that something went: of the others it is in doubt, or was never confirmed.</param>
/// <param name="HeldOutReachedShare">The same of the held out: more than 0 only where a level holds out fewer than the one of the proposal, or the policy does meanwhile.</param>
/// <param name="UpliftOfReached">Uplift divided by how much larger the share reached is than that of the held out: the effect on those who were sent anything.</param>
/// <param name="UpliftOfReachedLow">Lower end of its interval.</param>
/// <param name="UpliftOfReachedHigh">Upper end of its interval.</param>
/// <param name="ProposalsNeeded">Proposals with which the policy's least_uplift is found with its power.</param>
/// <param name="ProposalsStillNeeded">Those that are lacking.</param>
/// <param name="Messages">Sent to the contacted in the 30 days after the proposal.</param>
/// <param name="Cost">Of these messages, in the bank's currency.</param>
/// <param name="SavedLoss">Missed payments that were prevented × default given a missed payment × loss given default × exposure at default, in the bank's currency.</param>
/// <param name="SavedLossLow">By the lower end of the uplift's interval.</param>
/// <param name="SavedLossHigh">By the upper end.</param>
public sealed record EffectDocument(
    string Group,
    string Verdict,
    EffectArmDocument Contacted,
    EffectArmDocument HeldOut,
    double? Uplift,
    double? Low,
    double? High,
    double? ReachedShare,
    double? ReachedForCertainShare,
    double? HeldOutReachedShare,
    double? UpliftOfReached,
    double? UpliftOfReachedLow,
    double? UpliftOfReachedHigh,
    int? ProposalsNeeded,
    int? ProposalsStillNeeded,
    int Messages,
    decimal Cost,
    decimal? SavedLoss,
    decimal? SavedLossLow,
    decimal? SavedLossHigh);
