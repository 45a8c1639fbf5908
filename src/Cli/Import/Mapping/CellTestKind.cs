namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>How a cell is compared with a text.</summary>
internal enum CellTestKind
{
    Equals,
    Contains,
    StartsWith,
}
