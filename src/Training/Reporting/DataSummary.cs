namespace PreDelinquency.Training.Reporting;

/// <summary>From what a report was made.</summary>
/// <param name="Folder">Name of the data folder, without its path.</param>
/// <param name="Fingerprint">Names all rows by their content.</param>
/// <param name="Transactions">Number of transactions replayed.</param>
/// <param name="Rows">Number of all rows.</param>
/// <param name="Customers">Number of all customers with a row.</param>
/// <param name="FirstCutOff">The earliest cut-off of all rows.</param>
/// <param name="LastCutOff">The latest.</param>
/// <param name="Measured">Which of the rows were measured, in words.</param>
/// <param name="Warning">Why the figures promise too much, or may; null where nothing speaks for it.</param>
public sealed record DataSummary(
    string Folder, string Fingerprint, long Transactions, int Rows, int Customers, DateOnly FirstCutOff, DateOnly LastCutOff, string Measured, string? Warning = null)
{
    /// <summary>The rows that <see cref="DataSplit"/> keeps apart, in words.</summary>
    public const string HeldOut = "customers and months that training did not see";

    /// <summary>The same where it is not certain that training did not see them, in words.</summary>
    public const string KeptApart = "the last months of one customer in five";

    /// <summary>All rows, in words.</summary>
    public const string Everything = "all rows of the data";

    /// <summary>Describes a set of at least one row.</summary>
    public static DataSummary Of(string folder, PointInTimeSet data, string measured, string? warning = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new DataSummary(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            data.Fingerprint(),
            data.Transactions,
            data.Rows.Count,
            data.Rows.Select(r => r.CustomerId).Distinct(StringComparer.Ordinal).Count(),
            data.Rows.Min(r => r.CutOff),
            data.Rows.Max(r => r.CutOff),
            measured,
            warning);
    }
}
