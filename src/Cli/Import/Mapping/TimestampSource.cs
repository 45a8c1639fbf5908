using NodaTime;

namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>Where a moment comes from.</summary>
internal sealed record TimestampSource
{
    /// <summary>One column, or several whose texts are joined by a blank.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<TimestampFormat> Formats { get; init; }

    /// <summary>The clock on the wall that the file speaks of; null where every format carries an offset.</summary>
    public DateTimeZone? Zone { get; init; }

    public WithinDay WithinDay { get; init; }

    /// <summary>The formats as the mapping names them, for errors.</summary>
    public string FormatNames => string.Join(" or ", Formats.Select(f => f.Name));

    /// <summary>The text that holds the moment of a row.</summary>
    public string TextOf(ICells row) => Columns.Count == 1 ? row.Cell(Columns[0]) : string.Join(' ', Columns.Select(row.Cell)).Trim();

    /// <summary>Reads a moment.</summary>
    /// <param name="text">The text.</param>
    /// <param name="moment">The moment, at midnight where the text holds only a date.</param>
    /// <param name="isDate">Whether the text holds only a date.</param>
    public bool TryRead(string text, out DateTimeOffset moment, out bool isDate)
    {
        foreach (var format in Formats)
        {
            isDate = !format.HasTime;
            if (format.TryRead(text, out var local, out var offset) && (offset is not null || Zone is not null))
            {
                moment = offset is { } known ? InZone(local, known) : AtZone(local);
                return true;
            }
        }

        (moment, isDate) = (default, false);
        return false;
    }

    /// <summary>A local time of a day as a moment.</summary>
    public DateTimeOffset AtZone(DateTime local) => Zone is null
        ? new DateTimeOffset(local, TimeSpan.Zero)
        : LocalDateTime.FromDateTime(local).InZoneLeniently(Zone).ToDateTimeOffset();

    /// <summary>Reads the field <c>timestamp</c> of a mapping.</summary>
    public static TimestampSource Read(YamlSection fields)
    {
        var section = fields.Section("timestamp");
        IReadOnlyList<string> columns = section.Has("columns") ? section.Texts("columns") : [section.Text("column")];
        var names = section.Texts("format");
        if (names.Count == 0)
            throw section.Error("format", "is required, like dd.MM.yyyy, iso or unix_seconds");
        var source = new TimestampSource
        {
            Columns = columns,
            Formats = [.. names.SelectMany(name => TimestampFormat.Create(name) ?? throw section.Error("format", $"is not a date format: '{name}'"))],
            Zone = ReadZone(section),
            WithinDay = section.OptionalWord("within_day", "file_order", "newest_first", "balance") switch
            {
                "newest_first" => WithinDay.NewestFirst,
                "balance" => WithinDay.Balance,
                _ => WithinDay.FileOrder,
            },
        };
        if (source.WithinDay == WithinDay.Balance && (!fields.Has("balance_after") || source.Formats.Any(f => f.HasTime)))
            throw section.Error("within_day", "can be balance only with the field balance_after and a format without a time of day");
        if (source.Zone is null && source.Formats.Any(f => f.NeedsZone))
            throw fields.Error("timestamp", "needs zone (like Europe/Prague) or offset (like +01:00), since its format carries no offset");
        section.RefuseOtherKeys();
        return source;
    }

    // A moment that came as UTC (unix time, or with Z) is told in the customers' own time of day where that is known.
    private DateTimeOffset InZone(DateTime local, TimeSpan offset)
    {
        var moment = new DateTimeOffset(local, offset);
        return Zone is null || offset != TimeSpan.Zero
            ? moment
            : Instant.FromDateTimeOffset(moment).InZone(Zone).ToDateTimeOffset();
    }

    private static DateTimeZone? ReadZone(YamlSection section)
    {
        var (zone, offset) = (section.OptionalText("zone"), section.OptionalText("offset"));
        if (zone is not null && offset is not null)
            throw section.Error("offset", "stands beside zone; give one of the two");
        if (zone is not null)
            return DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw section.Error("zone", $"must be an IANA name like Europe/Prague, not '{zone}'");
        if (offset is null)
            return null;
        return NodaTime.Text.OffsetPattern.CreateWithInvariantCulture("+HH:mm").Parse(offset) is { Success: true, Value: var fixedOffset }
            ? DateTimeZone.ForOffset(fixedOffset)
            : throw section.Error("offset", $"must be like +01:00, not '{offset}'");
    }
}
