namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>The cells of one row.</summary>
internal interface ICells
{
    /// <summary>The text of a column that the file has, without blanks around it.</summary>
    string Cell(string column);
}
