using System.Globalization;

namespace PreDelinquency.Synthetic.Files;

/// <summary>ISO-8601 timestamps with an offset: the one form that our files have is read fast, all others by the library.</summary>
internal static class TimestampText
{
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset at)
    {
        if (text.Length == 25 && text[10] == 'T' && text[4] == '-' && text[7] == '-' && text[13] == ':' && text[16] == ':' && text[22] == ':'
            && Two(text, 0) is >= 0 and var century && Two(text, 2) is >= 0 and var year && century + year > 0
            && Two(text, 5) is >= 1 and <= 12 and var month
            && Two(text, 8) is >= 1 and var day && day <= DateTime.DaysInMonth((century * 100) + year, month)
            && Two(text, 11) is >= 0 and < 24 and var hour && Two(text, 14) is >= 0 and < 60 and var minute && Two(text, 17) is >= 0 and < 60 and var second
            && text[19] is '+' or '-' && Two(text, 20) is >= 0 and < 14 and var offsetHour && Two(text, 23) is >= 0 and < 60 and var offsetMinute)
        {
            var offset = new TimeSpan(offsetHour, offsetMinute, 0);
            var local = new DateTime((century * 100) + year, month, day, hour, minute, second);
            at = new DateTimeOffset(local, text[19] == '-' ? -offset : offset);
            return true;
        }

        at = default;
        return text.Length >= 17
            && (text[^1] == 'Z' || (text.Length >= 22 && text[^6] is '+' or '-'))
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out at);
    }

    /// <summary>Two digits as a number, or -1.</summary>
    private static int Two(ReadOnlySpan<char> text, int at) =>
        char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]) ? ((text[at] - '0') * 10) + text[at + 1] - '0' : -1;
}
