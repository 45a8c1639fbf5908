using System.Globalization;

namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>Where a calendar day comes from; an empty cell is no day.</summary>
internal sealed record DateSource(string Column, IReadOnlyList<string> Formats)
{
    /// <summary>Reads a day.</summary>
    public bool TryRead(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, [.. Formats], CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Reads a field of a mapping: <c>column</c> and <c>format</c>.</summary>
    public static DateSource? Read(YamlSection fields, string field)
    {
        if (fields.OptionalSection(field) is not { } section)
            return null;
        IReadOnlyList<string> formats = section.Has("format") ? section.Texts("format") : ["yyyy-MM-dd"];
        var source = new DateSource(section.Text("column"), formats);
        section.RefuseOtherKeys();
        return source;
    }
}
