using System.Globalization;
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

    public RiskLevel Level(string field, string? text, RiskLevel absent)
    {
        if (text is null)
            return absent;
        if (RiskLevels.TryParse(text, out var level))
            return level;
        Problem ??= new ProblemField(field, $"must be one of {RiskLevels.All}");
        return absent;
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

    /// <summary>A moment that does not lie after the present; null where there is none.</summary>
    public DateTimeOffset? PastMoment(string field, string? text, DateTimeOffset present)
    {
        var moment = Moment(field, text);
        if (moment > present)
            Problem ??= new ProblemField(field, string.Create(CultureInfo.InvariantCulture, $"must not lie after the present, {present:yyyy-MM-ddTHH:mm:ssK}"));
        return moment;
    }

    private DateTimeOffset? Moment(string field, string? text)
    {
        if (text is null)
            return null;
        // A plus sign that was not escaped arrives as a space.
        if (DateTimeOffset.TryParseExact(text.Replace(' ', '+'), ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-', ' ']) > text.IndexOf('T', StringComparison.Ordinal)))
            return moment;
        Problem ??= new ProblemField(field, "must be ISO-8601 with an offset, like 2026-03-01T09:30:00+01:00 or 2026-03-01T08:30:00Z");
        return null;
    }
}
