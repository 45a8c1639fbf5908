namespace PreDelinquency.Cli.Import;

/// <summary>What became of a file.</summary>
/// <param name="Rows">Rows that were read.</param>
/// <param name="Imported">Rows that became transactions.</param>
/// <param name="Skipped">Rows that the mapping leaves out.</param>
/// <param name="Bad">Rows with a problem.</param>
/// <param name="Customers">Different customers among the transactions.</param>
internal sealed record ImportResult(long Rows, long Imported, long Skipped, long Bad, int Customers);
