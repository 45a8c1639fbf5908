using System.Globalization;
using System.Text;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Contracts;
using PreDelinquency.Gateway.Documents;

namespace PreDelinquency.Gateway.Problems;

/// <summary>Reads the parameters of one request, and keeps the first that breaks its rule.</summary>
internal struct Query
{
    /// <summary>Stands between the moment and the position of a place in a customer's past.</summary>
    public const char PlaceSeparator = '/';

    /// <summary>Where a day begins first.</summary>
    private static readonly TimeSpan EasternmostOffset = TimeSpan.FromHours(14);

    /// <summary>The first broken rule, or null.</summary>
    public ProblemField? Problem { get; private set; }

    public string CustomerId(string text)
    {
        if (!TransactionRules.IsCustomerId(text))
            Problem ??= CustomerIdProblem("customer_id");
        return text;
    }

    /// <summary>The rule of customer ids.</summary>
    public static ProblemField CustomerIdProblem(string field) =>
        new(field, $"must be 1 to {TransactionRules.LongestCustomerId} characters of letters, digits and -_.:");

    public int Number(string field, string? text, int least, int most, int absent) =>
        (int)Number(field, text, (long)least, most, absent);

    public long Number(string field, string? text, long least, long most, long absent)
    {
        if (text is null)
            return absent;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Problem ??= new ProblemField(field, most == long.MaxValue ? $"must be a whole number of at least {least}" : $"must be a whole number from {least} to {most}");
        return absent;
    }

    /// <summary>A text that a request must have.</summary>
    public string Text(string field, string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > most || text.AsSpan().ContainsAnyInRange('\0', '\x08'))
            Problem ??= new ProblemField(field, $"must be 1 to {most} characters");
        return text ?? "";
    }

    /// <summary>One of the names of an enumeration.</summary>
    public T Word<T>(string field, string? text)
        where T : struct, Enum
    {
        if (WireNames<T>.TryParse(text, out var value))
            return value;
        Problem ??= new ProblemField(field, $"must be one of {string.Join(", ", WireNames<T>.All)}");
        return default;
    }

    /// <summary>true or false, in any case; false where it is absent.</summary>
    public bool Flag(string field, string? text)
    {
        if (text is null)
            return false;
        if (bool.TryParse(text, out var flag))
            return flag;
        Problem ??= new ProblemField(field, "must be true or false");
        return false;
    }

    public RiskLevel Level(string field, string? text, RiskLevel absent)
    {
        if (text is null)
            return absent;
        if (RiskLevels.TryParse(text, out var level))
            return level;
        Problem ??= new ProblemField(field, $"must be one of {RiskLevels.All}");
        return absent;
    }

    /// <summary>A level; null where it is absent.</summary>
    public RiskLevel? Level(string field, string? text) => text is null ? null : Level(field, text, absent: default);

    /// <summary>A probability, 0 to 1.</summary>
    public double Score(string field, string? text, double absent)
    {
        if (text is null)
            return absent;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var score) && score is >= 0 and <= 1)
            return score;
        Problem ??= new ProblemField(field, "must be a number from 0 to 1");
        return absent;
    }

    /// <summary>A family of features; null where it is absent.</summary>
    public FeatureFamily? Family(string field, string? text)
    {
        if (text is null)
            return null;
        if (WireNames<FeatureFamily>.TryParse(Encoding.UTF8.GetBytes(text), out var family))
            return family;
        Problem ??= new ProblemField(field, $"must be one of {string.Join(", ", WireNames<FeatureFamily>.All)}");
        return null;
    }

    /// <summary>One of some words; null where it is absent.</summary>
    public string? OneOf(string field, string? text, params string[] words)
    {
        if (text is not null && !words.Contains(text, StringComparer.Ordinal))
            Problem ??= new ProblemField(field, $"must be one of {string.Join(", ", words)}");
        return text;
    }

    /// <summary>What must not be said, by a rule.</summary>
    public void Absent(string field, string? text, string rule)
    {
        if (text is not null)
            Problem ??= new ProblemField(field, rule);
    }

    /// <summary>How many reasons to show; null for all.</summary>
    public int? Reasons(string? text) => text is null ? null : Number("reasons", text, 0, 1000, absent: 0);

    /// <summary>A place in a customer's past: a moment, or what a page gave as the next one's beginning.</summary>
    public HistoryCursor? Place(string field, string? text)
    {
        if (text?.IndexOf(PlaceSeparator, StringComparison.Ordinal) is not (>= 0 and var end))
            return Moment(field, text) is { } moment ? new HistoryCursor(moment, 0) : null;
        var position = Number(field, text[(end + 1)..], 1, long.MaxValue, absent: 1);
        return Moment(field, text[..end]) is { } at ? new HistoryCursor(at, position) : null;
    }

    /// <summary>The rule of days that are asked for: they are over.</summary>
    /// <param name="field">The parameter.</param>
    /// <param name="day">What was asked for.</param>
    /// <param name="end">When it is over.</param>
    /// <param name="present">The present, before that.</param>
    public static ProblemField UnfinishedDay(string field, DateOnly day, DateTimeOffset end, DateTimeOffset present) => new(field, string.Create(
        CultureInfo.InvariantCulture,
        $"must be a day that is over: {day:yyyy-MM-dd} ends at {end:yyyy-MM-ddTHH:mm:ssK}, and the present is {present.ToOffset(end.Offset):yyyy-MM-ddTHH:mm:ssK}"));

    /// <summary>A moment that does not lie after the present, or a day that is over somewhere; null where there is none.</summary>
    public PastMoment? Past(string field, string? text, DateTimeOffset present)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            // Where days end first; whether this one is over where the customer is, only the customer can tell.
            if (day == DateOnly.MaxValue || new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, EasternmostOffset) > present)
                Problem ??= new ProblemField(field, string.Create(CultureInfo.InvariantCulture, $"must be a day that is over, and the present is {present:yyyy-MM-ddTHH:mm:ssK}"));
            return PastMoment.EndOf(day);
        }

        if (Moment(field, text, orDay: true) is not { } moment)
            return null;
        if (moment > present)
            Problem ??= new ProblemField(field, string.Create(CultureInfo.InvariantCulture, $"must not lie after the present, {present:yyyy-MM-ddTHH:mm:ssK}"));
        return PastMoment.At(moment);
    }

    private DateTimeOffset? Moment(string field, string? text, bool orDay = false)
    {
        if (text is null)
            return null;
        // A plus sign that was not escaped arrives as a space.
        if (DateTimeOffset.TryParseExact(text.Replace(' ', '+'), ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-', ' ']) > text.IndexOf('T', StringComparison.Ordinal)))
            return moment;
        Problem ??= new ProblemField(field, "must be ISO-8601 with an offset, like 2026-03-01T09:30:00+01:00 or 2026-03-01T08:30:00Z" + (orDay ? ", or a day, like 2026-03-01, for its end" : ""));
        return null;
    }
}
