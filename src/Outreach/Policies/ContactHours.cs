using System.Globalization;

namespace PreDelinquency.Outreach.Policies;

/// <summary>
/// The hours of the customer's own day in which contact may be made: from (included) until (excluded). Before 8 in the morning and
/// after 9 in the evening is inconvenient by 12 CFR 1006.6(b)(1)(i).
/// </summary>
/// <param name="From">The first moment, in whole minutes.</param>
/// <param name="Until">The first moment after them, in whole minutes; later than <paramref name="From"/>.</param>
public readonly record struct ContactHours(TimeOnly From, TimeOnly Until)
{
    private const string Minutes = "HH:mm";

    /// <summary>Whether contact may be made at a local time.</summary>
    public bool Contain(TimeOnly time) => time >= From && time < Until;

    /// <summary>Like <c>08:00-21:00</c>.</summary>
    public override string ToString() => $"{From.ToString(Minutes, CultureInfo.InvariantCulture)}-{Until.ToString(Minutes, CultureInfo.InvariantCulture)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static ContactHours Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryTime(text.AsSpan(0, Math.Min(5, text.Length)), out var from) && text.Length == 11 && text[5] == '-' && TryTime(text.AsSpan(6), out var until)
            ? new(from, until)
            : throw new FormatException($"'{text}' must be hours like 08:00-21:00.");
    }

    internal static bool TryTime(ReadOnlySpan<char> text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, Minutes, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
