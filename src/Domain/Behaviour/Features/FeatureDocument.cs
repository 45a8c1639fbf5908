using System.Globalization;
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
            - **Range**: the values that the formula can lead to. A what-if outside of it is refused; of a known customer what is observed less what is usual is held to the customer's own usual: who usually pays 0.5 bills a month late cannot have a `late_payments_30d` under -0.5.
            - Balances are held to seven significant digits; a day without transactions keeps the balance of the day before.
            - A missing value is NaN inside, `null` on the wire, and has a branch of its own in the trees.


            """);
        foreach (var family in FeatureCatalogue.All.GroupBy(f => f.Family))
        {
            text.Append($"## {family.Key}\n\n| feature | unit | range | windows | formula | a sign of trouble | said when above | when below | when as usual | what can be done |\n|---|---|---|---|---|---|---|---|---|---|\n");
            foreach (var f in family)
                text.Append($"| `{f.Name}` | {f.Unit} | {Range(f.Range)} | {f.Windows} | {Cell(f.Formula)} | {Sign(f.Adverse)} | {Cell(f.WhenAbove)} | {Cell(f.WhenNegative is null ? f.WhenBelow : $"{f.WhenBelow} Below 0: {f.WhenNegative}")} | {Cell(f.AsUsual ?? f.WhenBelow)} | {Done(f.Action)} |\n");
            text.Append('\n');
        }

        text.Append("""
            ## What can be done

            Advice moves levers, and every feature that is made of what a lever changes moves with it, by the same amounts: what is not spent is on the account, what settles a bill or is not borrowed is missing there, parts sum to their whole, and nothing else changes. Goals are as a person would set them; a step under the least one is not advised, and none over the most. Weight is the effort of one unit, counted as days of usual spending that are not spent.

            | lever | by | unit | least step | most | weight | why | changes |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var lever in Levers.All)
            text.Append(CultureInfo.InvariantCulture, $"| `{lever.Name}` | {By(lever.Actor)} | {lever.Unit} | {lever.Least} | {lever.Most} | {lever.Weight} | {Cell(lever.Reason)} | {Names(f => f.Action.Lever == lever)} |\n");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Range(FeatureRange range) =>
        range.Observed is { } observed ? $"{FeatureRange.Within(observed.Least, observed.Most)}, less what is usual" : range.ToString();

    private static string Sign(AdverseSide side) => side switch { AdverseSide.Above => "above", AdverseSide.Below => "below", _ => "either way" };

    private static string By(LeverActor actor) => actor switch { LeverActor.Customer => "customer", LeverActor.Bank => "bank", _ => "customer and bank" };

    private static string Names(Func<FeatureDefinition, bool> isOne) => string.Join(", ", FeatureCatalogue.All.Where(isOne).Select(f => $"`{f.Name}`"));

    private static string Done(FeatureAction action) =>
        action.Lever is { } lever ? $"`{lever.Name}`, from {Sign(action.From!.Value)}"
        : action.Response is not null ? $"follows: {Cell(action.Reason)}"
        : $"nothing: {Cell(action.Reason)}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
