using PreDelinquency.Domain.Risk;
namespace PreDelinquency.Training;

/// <summary>
/// Rows by what they are for. Customers belong to one part each, by a hash of their id; test rows lie in months of which
/// no other part saw a feature or a label, so test customers and test months are both unseen.
/// </summary>
public sealed record DataSplit
{
    /// <summary>Share of customers whose rows are tested on, in percent.</summary>
    public const int TestPercent = 20;

    /// <summary>Share of customers on whose rows calibration and thresholds are set, in percent.</summary>
    public const int CalibrationPercent = 20;

    /// <summary>Share of customers on whose rows training is stopped, in percent.</summary>
    public const int StoppingPercent = 10;

    /// <summary>How customers are kept apart, as a bundle says it.</summary>
    public static CustomerSplit Customers { get; } = new("fnv1a-2", TestPercent, CalibrationPercent, StoppingPercent);

    /// <summary>The last cut-off of any row that a model is made from.</summary>
    public DateOnly TrainedThrough => Training.Concat(Stopping).Concat(Calibration).Max(r => r.CutOff);

    /// <summary>What trees are grown on.</summary>
    public required IReadOnlyList<PointInTimeRow> Training { get; init; }

    /// <summary>What tells when to stop growing trees.</summary>
    public required IReadOnlyList<PointInTimeRow> Stopping { get; init; }

    /// <summary>What calibration and thresholds are set on.</summary>
    public required IReadOnlyList<PointInTimeRow> Calibration { get; init; }

    /// <summary>Unseen customers in unseen months.</summary>
    public required IReadOnlyList<PointInTimeRow> Test { get; init; }

    /// <summary>Rows of the test customers before the test months. They are not measured; a run of flags that reaches a test row may have begun in them.</summary>
    public IReadOnlyList<PointInTimeRow> Earlier { get; init; } = [];

    /// <summary>The first cut-off of the test months.</summary>
    public required DateOnly TestStart { get; init; }

    /// <summary>Splits rows.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="testDays">Length of the test months at the end of the cut-offs, in days.</param>
    /// <exception cref="TrainingDataException">A part would be empty or hold one label only.</exception>
    public static DataSplit Of(IReadOnlyList<PointInTimeRow> rows, int testDays)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(testDays, 1);
        if (rows.Count == 0)
            throw new TrainingDataException("The data give no rows: a customer needs 60 days of history before the first cut-off and 30 days of labels after the last.");
        var testStart = rows.Max(r => r.CutOff).AddDays(1 - testDays);
        var lastTraining = testStart.AddDays(-LabelWindow.UpToDays - 1);
        var parts = rows.ToLookup(row => PartOf(row, testStart, lastTraining));
        var split = new DataSplit
        {
            Training = [.. parts[Part.Training]],
            Stopping = [.. parts[Part.Stopping]],
            Calibration = [.. parts[Part.Calibration]],
            Test = [.. parts[Part.Test]],
            Earlier = [.. parts[Part.Earlier]],
            TestStart = testStart,
        };
        Require(split.Training, "training");
        Require(split.Stopping, "stopping");
        Require(split.Calibration, "calibration");
        Require(split.Test, "test");
        return split;
    }

    /// <summary>Whether a customer is one of those kept for testing.</summary>
    public static bool IsTestCustomer(string customerId) => Percentile(customerId) < TestPercent;

    private static Part PartOf(PointInTimeRow row, DateOnly testStart, DateOnly lastTraining)
    {
        var percentile = Percentile(row.CustomerId);
        if (percentile < TestPercent)
            return row.CutOff >= testStart ? Part.Test : Part.Earlier;
        if (row.CutOff > lastTraining)
            return Part.None;
        return percentile < TestPercent + CalibrationPercent ? Part.Calibration
            : percentile < TestPercent + CalibrationPercent + StoppingPercent ? Part.Stopping
            : Part.Training;
    }

    private static int Percentile(string customerId) => (int)(CustomerDraw.Of(customerId, salt: 2) % 100);

    private static void Require(IReadOnlyList<PointInTimeRow> rows, string part)
    {
        var positives = rows.Count(r => r.Misses);
        if (positives == 0 || positives == rows.Count)
            throw new TrainingDataException($"The {part} part has {rows.Count} rows, {positives} of them with a missed payment; it needs both kinds. Give more customers or months.");
    }

    private enum Part
    {
        None,
        Training,
        Stopping,
        Calibration,
        Test,
        Earlier,
    }
}
