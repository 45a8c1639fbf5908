using System.Globalization;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Tests.Recorded;

/// <summary>What a host made of one customer, as text in which every bit of every number shows.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Features">As of the stream's end, one per feature.</param>
/// <param name="Score">As of the stream's end.</param>
/// <param name="Points">Recorded scores, oldest first.</param>
/// <param name="Interventions">In the customer's own order.</param>
/// <param name="Statuses">Of each intervention, whether it was news.</param>
internal sealed record RecordedCustomer(
    string CustomerId, IReadOnlyList<string> Features, string Score, IReadOnlyList<string> Points, IReadOnlyList<string> Interventions, IReadOnlyList<InterventionStatus> Statuses)
{
    public static RecordedCustomer Of(
        string customerId, IEnumerable<double> features, RiskScore score, IEnumerable<ScorePoint> points, IReadOnlyList<(Intervention Intervention, InterventionStatus Status)> interventions) => new(
            customerId,
            [.. features.Select(Bits)],
            string.Create(CultureInfo.InvariantCulture, $"{Bits(score.Probability)} {Bits(score.RawScore)} {score.Level} {score.Maturity}"),
            [.. points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.At:O} {Bits(p.Probability)} {p.Level} {p.ModelVersion} {p.Shadow}"))],
            [.. interventions.Select(i => Describe(i.Intervention))],
            [.. interventions.Select(i => i.Status)]);

    /// <summary>Both must be the same in every part.</summary>
    public static void AreEqual(RecordedCustomer expected, RecordedCustomer actual)
    {
        Assert.Equal(expected.CustomerId, actual.CustomerId);
        Assert.Equal(expected.Features, actual.Features);
        Assert.Equal(expected.Score, actual.Score);
        Assert.Equal(expected.Points, actual.Points);
        Assert.Equal(expected.Interventions, actual.Interventions);
        Assert.Equal(expected.Statuses, actual.Statuses);
    }

    private static string Describe(Intervention i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{i.InterventionId} {i.CustomerId} {i.At:O} {i.Level} {i.Kind} {i.Channel} {i.Priority} {i.Driver} {Bits(i.Probability)} {i.ModelVersion} {i.Message} {string.Join('|', i.Reasons.Select(Describe))}");

    private static string Describe(Reason r) =>
        $"{r.Feature} {Bits(r.Value)} {Bits(r.Baseline)} {Bits(r.Contribution)} {(r.Observed is { } o ? Bits(o) : "-")} {(r.Usual is { } u ? Bits(u) : "-")} {r.Text}";

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
