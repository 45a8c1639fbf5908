namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>A value for the rows that pass all tests.</summary>
internal sealed record ValueRule(IReadOnlyList<CellTest> When, string Value)
{
    /// <summary>Whether the rule speaks for a row.</summary>
    public bool Matches(ICells row)
    {
        foreach (var test in When)
        {
            if (!test.Passes(row))
                return false;
        }

        return true;
    }
}
