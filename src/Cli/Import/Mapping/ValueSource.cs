namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>Where a text comes from: first-match rules, a column (translated or not), or a constant, in this order.</summary>
internal sealed record ValueSource
{
    public IReadOnlyList<ValueRule> Rules { get; init; } = [];

    public string? Column { get; init; }

    /// <summary>What the column's texts mean, an empty text being none at all; one that is not listed is taken as it is. Letters match in either case.</summary>
    public IReadOnlyDictionary<string, string> Translations { get; init; } = new Dictionary<string, string>();

    /// <summary>Put before a column's text.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Where nothing else speaks; with neither a rule nor a column, the constant.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The columns that are read.</summary>
    public IEnumerable<string> Columns => Rules.SelectMany(r => r.When).Select(t => t.Column).Concat(Column is null ? [] : [Column]);

    /// <summary>Every text that can come of it beside a column's own.</summary>
    public IEnumerable<string> KnownTexts => Rules.Select(r => r.Value).Concat(Translations.Values).Concat(Otherwise is null ? [] : [Otherwise]);

    /// <summary>The text for a row; null where nothing speaks for it.</summary>
    public string? Find(ICells row)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(row))
                return rule.Value;
        }

        if (Column is null)
            return Otherwise;
        var cell = row.Cell(Column);
        if (Translations.TryGetValue(cell, out var translated))
            return translated.Length > 0 ? translated : null;
        return cell.Length == 0 || (Translations.Count > 0 && Otherwise is not null) ? Otherwise : Prefix + cell;
    }

    /// <summary>Reads a field of a mapping: <c>column</c>, <c>values</c>, <c>prefix</c>, <c>rules</c>, <c>otherwise</c>, <c>value</c>.</summary>
    public static ValueSource? Read(YamlSection fields, string field)
    {
        if (fields.OptionalSection(field, shorthand: "column") is not { } section)
            return null;
        var constant = section.OptionalText("value");
        var source = new ValueSource
        {
            Column = section.OptionalText("column"),
            Rules = [.. section.Sections("rules").Select(ReadRule)],
            Translations = ReadTranslations(section),
            Prefix = section.OptionalText("prefix") ?? "",
            Otherwise = section.OptionalText("otherwise") ?? constant,
        };
        section.RefuseOtherKeys();
        if (constant is not null && (source.Column is not null || source.Rules.Count > 0 || section.Has("otherwise")))
            throw section.Error("value", "stands alone: it is the same for every row; use otherwise for the rest of rules or of a column");
        if (constant is null && source.Column is null && source.Rules.Count == 0)
            throw fields.Error(field, "needs one of column, rules and value");
        if (source.Column is null && (source.Translations.Count > 0 || source.Prefix.Length > 0))
            throw section.Error(source.Prefix.Length > 0 ? "prefix" : "values", "needs a column");
        return source;
    }

    private static ValueRule ReadRule(YamlSection section)
    {
        var rule = new ValueRule(CellTest.ReadAll(section.Section("when")), section.Text("value"));
        section.RefuseOtherKeys();
        return rule;
    }

    private static Dictionary<string, string> ReadTranslations(YamlSection section)
    {
        var translations = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (section.OptionalSection("values") is { } values)
        {
            foreach (var from in values.Keys)
            {
                if (!translations.TryAdd(from, values.Text(from)))
                    throw values.Error(from, "stands there twice (letters match in either case)");
            }
        }

        return translations;
    }
}
