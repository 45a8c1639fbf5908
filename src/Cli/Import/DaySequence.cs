using PreDelinquency.Cli.Import.Mapping;

namespace PreDelinquency.Cli.Import;

/// <summary>
/// Gives rows that carry only a date a time of day of their own: noon for a customer's first row of a day, then a
/// second later (or earlier) for each further one. Noon, so that none of them counts as a night's transaction.
/// </summary>
internal sealed class DaySequence(WithinDay order)
{
    /// <summary>More rows of one customer do not fit into one day.</summary>
    public const int LongestDay = 12 * 60 * 60;

    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);
    private readonly Dictionary<(string Customer, int Day), int> _rows = [];

    /// <summary>The time of day of a customer's next row; null where the day is full.</summary>
    public TimeSpan? Next(string customerId, DateTime day)
    {
        var key = (customerId, DateOnly.FromDateTime(day).DayNumber);
        var row = _rows.GetValueOrDefault(key);
        if (row >= LongestDay)
            return null;
        _rows[key] = row + 1;
        return Noon + TimeSpan.FromSeconds(order == WithinDay.NewestFirst ? -row : row);
    }
}
