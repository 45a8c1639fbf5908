namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>In which order the rows of one customer and one day happened, where a row carries only a date.</summary>
internal enum WithinDay
{
    /// <summary>The row that stands first happened first.</summary>
    FileOrder,

    /// <summary>The row that stands first happened last, as in most statements that banks export.</summary>
    NewestFirst,

    /// <summary>As their balances follow from each other.</summary>
    Balance,
}
