using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>The oracle's probabilities as CSV: for judging a model, never for training one.</summary>
public static class OracleFile
{
    private static readonly string[] Columns = ["customer_id", "day", "probability"];

    /// <summary>Reads a file while it is enumerated.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public static IEnumerable<OracleEstimate> Read(string path)
    {
        using var csv = new CsvReader(path, Columns);
        while (csv.Next())
        {
            var probability = csv.Amount(2).ToDouble();
            if (probability is < 0 or > 1)
                throw csv.Broken(2, "must be 0 to 1");
            yield return new OracleEstimate(csv.Shared(0), csv.Date(1), probability);
        }
    }

    internal static CsvWriter Create(string path) => new(path, Columns);

    internal static void Write(CsvWriter csv, OracleEstimate estimate)
    {
        csv.Text(estimate.CustomerId);
        csv.Date(estimate.Day);
        csv.Amount(new Money((long)Math.Round(estimate.Probability * Money.Scale)));
        csv.EndLine();
    }
}
