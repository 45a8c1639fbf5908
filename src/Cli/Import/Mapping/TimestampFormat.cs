using System.Globalization;

namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>One way to spell a moment: .NET's custom format of a date and time, or a count since 1970.</summary>
internal sealed class TimestampFormat
{
    private static readonly string[] IsoFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    private readonly string? _format;
    private readonly long _ticksPerUnit;

    private TimestampFormat(string name, string? format, long ticksPerUnit) => (Name, _format, _ticksPerUnit) = (name, format, ticksPerUnit);

    /// <summary>As the mapping names it.</summary>
    public string Name { get; }

    /// <summary>Whether it tells a time of day.</summary>
    public bool HasTime => _format is null || _format.AsSpan().ContainsAny('H', 'h');

    /// <summary>Whether no text of this format carries an offset.</summary>
    public bool NeedsZone => Name != "iso" && _format is not null && !_format.AsSpan().ContainsAny('z', 'K');

    /// <summary>The formats of a name in a mapping; null where it is none.</summary>
    public static IReadOnlyList<TimestampFormat>? Create(string name)
    {
        switch (name)
        {
            case "iso":
                return [.. IsoFormats.Select(f => new TimestampFormat(name, f, 0))];
            case "unix_seconds":
                return [new TimestampFormat(name, null, TimeSpan.TicksPerSecond)];
            case "unix_milliseconds":
                return [new TimestampFormat(name, null, TimeSpan.TicksPerMillisecond)];
        }

        // A format that holds no day cannot tell a moment, and one that the platform cannot use fails here, not at the first row.
        if (name.Length < 2 || !name.Contains('d', StringComparison.Ordinal) || !name.Contains('y', StringComparison.Ordinal))
            return null;
        try
        {
            _ = DateTime.UnixEpoch.ToString(name, CultureInfo.InvariantCulture);
            return [new TimestampFormat(name, name, 0)];
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="local">The time on the clock.</param>
    /// <param name="offset">How far that clock is ahead of UTC, where the text tells it.</param>
    public bool TryRead(string text, out DateTime local, out TimeSpan? offset)
    {
        offset = null;
        if (_format is null)
        {
            offset = TimeSpan.Zero;
            return TryCount(text, out local);
        }

        if (CarriesOffset(text))
        {
            var read = DateTimeOffset.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment);
            (local, offset) = (moment.DateTime, moment.Offset);
            return read;
        }

        return DateTime.TryParseExact(text, _format, CultureInfo.InvariantCulture, DateTimeStyles.None, out local);
    }

    private bool TryCount(string text, out DateTime local)
    {
        local = default;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return false;
        var latest = (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / _ticksPerUnit;
        if (count < 0 || count > latest)
            return false;
        local = new DateTime(DateTime.UnixEpoch.Ticks + (count * _ticksPerUnit), DateTimeKind.Unspecified);
        return true;
    }

    private bool CarriesOffset(string text) =>
        _format!.Contains('z', StringComparison.Ordinal)
        || (_format.Contains('K', StringComparison.Ordinal) && (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':')));
}
