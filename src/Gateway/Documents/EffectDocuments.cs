using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Outreach.Effects;

namespace PreDelinquency.Gateway.Documents;

/// <summary>Effects as they stand on the wire.</summary>
internal static class EffectDocuments
{
    private const int Cents = 2;

    public static EffectReportDocument ToDocument(this EffectReport report) => new(
        report.Confidence,
        report.Waiting,
        report.All.ToDocument(),
        [.. report.ByLevel.Select(ToDocument)],
        [.. report.ByDriver.Select(ToDocument)],
        [.. report.ByChannel.Select(ToDocument)],
        [.. report.ByTemplate.Select(ToDocument)],
        [.. report.Balance.Select(ToDocument)]);

    private static EffectDocument ToDocument(this Effect effect) => new(
        effect.Group,
        WireNames<EffectVerdict>.Of(effect.Verdict),
        effect.Contacted.ToDocument(),
        effect.HeldOut.ToDocument(),
        effect.Uplift,
        effect.Low,
        effect.High,
        effect.Reached,
        effect.ReachedForCertain,
        effect.HeldOutReached,
        effect.UpliftOfReached,
        effect.UpliftOfReachedLow,
        effect.UpliftOfReachedHigh,
        effect.ProposalsNeeded,
        effect.ProposalsStillNeeded,
        effect.Messages,
        decimal.Round(effect.Cost, Cents),
        Rounded(effect.SavedLoss),
        Rounded(effect.SavedLossLow),
        Rounded(effect.SavedLossHigh));

    private static EffectArmDocument ToDocument(this EffectArm arm) => new(arm.Proposals, arm.Customers, arm.OnTime, arm.Low, arm.High);

    private static HoldoutDocument ToDocument(this HoldoutBalance balance) => new(
        RiskLevels.Name(balance.Level), balance.Customers, balance.HeldOut, balance.Expected, balance.PValue, balance.IsUnbalanced, balance.ProbabilityContacted, balance.ProbabilityHeldOut);

    private static decimal? Rounded(decimal? amount) => amount is { } known ? decimal.Round(known, Cents) : null;
}
