using System.Text;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>Writes docs/features.md from the catalogue.</summary>
public static class FeatureDocument
{
    /// <summary>The document in Markdown.</summary>
    public static string Render()
    {
        var text = new StringBuilder();
        text.Append($"""
            # Features

            Generated from the catalogue in `src/Domain/Behaviour/Features` (a test fails where they differ; `PREDELINQUENCY_UPDATE_DOCS=1 dotnet test tests/Domain.Tests` rewrites this page). {FeatureCatalogue.Count} features, catalogue version `{FeatureCatalogue.Version}`.

            Every feature says how far a customer now deviates from that same customer's habit, what of it comes due again, or how thin that habit is in shares of itself; none says how rich they are.

            - **Window of n days**: the half-open span [as-of day − n + 1, as-of day + 1) of the customer's local days. The local day is the date in the transaction's own offset.
            - **Baseline, "usual"**: the mean over all days before the 30-day window, each day weighing half of what a day {Decay.HalfLifeDays} days later weighs. Usual sums and counts are scaled to 30 days. Not known (missing) until {BehaviourView.FewestBaselineDays} such days have passed, so for customers with under {BehaviourView.FewestBaselineDays + RollingBehaviour.RecentDays} days of history.
            - **Usual outflow**: usual sum of all completed debits but savings, over 30 days. It is the yardstick that makes amounts comparable between customers.
            - **ratio(x)**: (x + d) / (usual x + d) with d = {BehaviourView.Damping:0%} of the usual outflow, at most {Formulas.LargestRatio:0}. 0.5 is half, 1 as usual, 2 double.
            - Balances are held to seven significant digits; a day without transactions keeps the balance of the day before.
            - A missing value is NaN inside, `null` on the wire, and has a branch of its own in the trees.


            """);
        foreach (var family in FeatureCatalogue.All.GroupBy(f => f.Family))
        {
            text.Append($"## {family.Key}\n\n| feature | unit | windows | formula | a sign of trouble | said when above | when below | when as usual | can be changed |\n|---|---|---|---|---|---|---|---|---|\n");
            foreach (var f in family)
                text.Append($"| `{f.Name}` | {f.Unit} | {f.Windows} | {Cell(f.Formula)} | {Sign(f.Adverse)} | {Cell(f.WhenAbove)} | {Cell(f.WhenNegative is null ? f.WhenBelow : $"{f.WhenBelow} Below 0: {f.WhenNegative}")} | {Cell(f.AsUsual ?? f.WhenBelow)} | {(f.Action.IsPossible ? "yes" : "no")}: {Cell(f.Action.Reason)} |\n");
            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Sign(AdverseSide side) => side switch { AdverseSide.Above => "above", AdverseSide.Below => "below", _ => "either way" };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
