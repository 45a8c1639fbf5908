namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>A question to one cell; letters match in either case.</summary>
/// <param name="Column">The column.</param>
/// <param name="Kind">How the cell is compared.</param>
/// <param name="Texts">It holds where any of these matches.</param>
internal sealed record CellTest(string Column, CellTestKind Kind, IReadOnlyList<string> Texts)
{
    /// <summary>Whether the cell of a row passes.</summary>
    public bool Passes(ICells row)
    {
        var cell = row.Cell(Column);
        foreach (var text in Texts)
        {
            var matches = Kind switch
            {
                CellTestKind.Contains => cell.Contains(text, StringComparison.OrdinalIgnoreCase),
                CellTestKind.StartsWith => cell.StartsWith(text, StringComparison.OrdinalIgnoreCase),
                _ => cell.Equals(text, StringComparison.OrdinalIgnoreCase),
            };
            if (matches)
                return true;
        }

        return false;
    }

    /// <summary>Reads the questions of a <c>when</c> group, of which all must pass.</summary>
    public static IReadOnlyList<CellTest> ReadAll(YamlSection when)
    {
        var tests = new List<CellTest>();
        foreach (var column in when.Keys)
        {
            if (!when.IsSection(column))
            {
                tests.Add(new CellTest(column, CellTestKind.Equals, when.Texts(column)));
                continue;
            }

            var section = when.Section(column);
            var contains = section.Texts("contains");
            var startsWith = section.Texts("starts_with");
            section.RefuseOtherKeys();
            if (contains.Count > 0)
                tests.Add(new CellTest(column, CellTestKind.Contains, contains));
            if (startsWith.Count > 0)
                tests.Add(new CellTest(column, CellTestKind.StartsWith, startsWith));
            if (contains.Count == 0 && startsWith.Count == 0)
                throw when.Error(column, "must be a text, a list of texts, or one of contains and starts_with");
        }

        return tests;
    }
}
