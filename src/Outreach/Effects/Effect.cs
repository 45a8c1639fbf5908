namespace PreDelinquency.Outreach.Effects;

/// <summary>Whether contacts help, of all proposals or those of one group.</summary>
/// <param name="Group">The level, driver, channel or template; <c>all</c> for all.</param>
/// <param name="Contacted">Those assigned to be contacted, whether a message went out or not; where some can be compared, those of levels at which some were held out.</param>
/// <param name="HeldOut">Those held out.</param>
/// <param name="Reached">Share of the contacted to whom anything was sent in the 30 days after the proposal that was not reported to be undelivered, 0 to 1, whichever contact carried it; null where there are none.</param>
/// <param name="ReachedForCertain">Those of them of whom it is known that something went: of the others it is in doubt, or was never confirmed. The true share lies between both, and with it the effect on those reached between <paramref name="UpliftOfReached"/> and that times the first share divided by this one.</param>
/// <param name="HeldOutReached">The same of the held out, at the contacted's mix of strata: more than 0 only where a level holds out fewer than the one of the proposal, or the policy does meanwhile. Null where there are none.</param>
/// <param name="Uplift">Share on time of the contacted less that of the held out, -1 to 1; null where one of both is empty.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
/// <param name="UpliftOfReached">Uplift divided by the share reached, less that of the held out: the effect of all that was sent in these days on those who got any of it because they were not held out (Bloom, Accounting for no-shows in experimental evaluation designs, Evaluation Review 8, 1984; with two reached shares Imbens and Angrist, Identification and estimation of local average treatment effects, Econometrica 62, 1994). It takes that assignment changes nothing but what is sent. Null where no more of the contacted were reached.</param>
/// <param name="UpliftOfReachedLow">Lower end of its interval: that of the uplift, divided likewise, so that both hold 0 or neither does. The share reached is known so much better than the uplift that its own error is left out, as Bloom does.</param>
/// <param name="UpliftOfReachedHigh">Upper end of its interval.</param>
/// <param name="ProposalsNeeded">Proposals with which an uplift of the policy's <c>least_uplift</c> is found with its <c>power</c>, at the present share of the held out; null where one of both groups is empty.</param>
/// <param name="ProposalsStillNeeded">Those that are lacking.</param>
/// <param name="Messages">Sent to the contacted in the 30 days after the proposal, or given to a provider that never answered: all that the bank may have to pay.</param>
/// <param name="Cost">Of these messages, in the bank's currency.</param>
/// <param name="SavedLoss">Payments that were not missed because of the contacts × default given a missed payment × loss given default × exposure at default, in the bank's currency; null where there is no uplift to go by, or no message was sent.</param>
/// <param name="SavedLossLow">By the lower end of the uplift's interval.</param>
/// <param name="SavedLossHigh">By the upper end.</param>
/// <param name="Verdict">What can be said.</param>
public sealed record Effect(
    string Group,
    EffectArm Contacted,
    EffectArm HeldOut,
    double? Reached,
    double? ReachedForCertain,
    double? HeldOutReached,
    double? Uplift,
    double? Low,
    double? High,
    double? UpliftOfReached,
    double? UpliftOfReachedLow,
    double? UpliftOfReachedHigh,
    int? ProposalsNeeded,
    int? ProposalsStillNeeded,
    int Messages,
    decimal Cost,
    decimal? SavedLoss,
    decimal? SavedLossLow,
    decimal? SavedLossHigh,
    EffectVerdict Verdict);
