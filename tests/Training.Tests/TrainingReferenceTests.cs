using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Monitoring;

namespace PreDelinquency.Training.Tests;

public sealed class TrainingReferenceTests(Trained trained) : IClassFixture<Trained>
{
    // Half a year older than they are, so that some have the history that is asked for.
    private DataSplit Split { get; } = new()
    {
        Training = Older(trained.Outcome.Split.Training),
        Stopping = Older(trained.Outcome.Split.Stopping),
        Calibration = Older(trained.Outcome.Split.Calibration),
        Earlier = Older(trained.Outcome.Split.Earlier),
        Test = Older(trained.Outcome.Split.Test),
        TestStart = trained.Outcome.Split.TestStart,
    };

    private PopulationReference Reference => TrainingReference.Of(trained.Outcome.Bundle, Split, TestContext.Current.CancellationToken);

    [Fact]
    public void Features_are_those_of_all_rows_with_as_long_a_history_as_is_compared_live()
    {
        var rows = Settled([.. Split.Training, .. Split.Stopping, .. Split.Calibration, .. Split.Earlier, .. Split.Test]);
        Assert.InRange(rows.Count, 1, trained.Data.Rows.Count - 1);
        var reference = Reference;

        Assert.Equal(rows.Max(row => row.CutOff).DayNumber - rows.Min(row => row.CutOff).DayNumber + 1, reference.Days);
        var quantities = reference.Quantities;
        for (var i = 0; i < FeatureCatalogue.Count; i++)
            Assert.Equivalent(ValueBins.Of(FeatureCatalogue.All[i].Name, rows.Select(row => row.Features[i])), quantities[i], strict: true);
    }

    [Fact]
    public void Scores_are_those_of_the_same_customers_that_no_tree_saw()
    {
        var rows = Settled([.. Split.Calibration, .. Split.Earlier, .. Split.Test]);
        var seen = Split.Training.Concat(Split.Stopping).Select(row => row.CustomerId).ToHashSet();

        Assert.DoesNotContain(rows, row => seen.Contains(row.CustomerId));
        Assert.Equal(rows.Count, Reference.Quantities[^1].Counts.Sum());
    }

    [Fact]
    public void Data_without_such_a_history_are_held_against_what_they_have()
    {
        var young = Split with { Training = Young(Split.Training), Stopping = Young(Split.Stopping), Calibration = Young(Split.Calibration), Earlier = Young(Split.Earlier), Test = [] };

        var reference = TrainingReference.Of(trained.Outcome.Bundle, young, TestContext.Current.CancellationToken);

        Assert.Equal(young.Training.Count + young.Stopping.Count + young.Calibration.Count + young.Earlier.Count, reference.Quantities[0].Counts.Sum());
        Assert.Equal(young.Calibration.Count + young.Earlier.Count, reference.Quantities[^1].Counts.Sum());
    }

    private static List<PointInTimeRow> Older(IEnumerable<PointInTimeRow> rows) => [.. rows.Select(row => row with { HistoryDays = row.HistoryDays + 180 })];

    private static List<PointInTimeRow> Settled(IEnumerable<PointInTimeRow> rows) => [.. rows.Where(row => row.HistoryDays >= PopulationCounts.LeastHistoryDays)];

    private static List<PointInTimeRow> Young(IEnumerable<PointInTimeRow> rows) => [.. rows.Where(row => row.HistoryDays < PopulationCounts.LeastHistoryDays)];
}
