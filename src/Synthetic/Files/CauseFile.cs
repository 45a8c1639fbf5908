using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Files;

/// <summary>The hidden causes and look-alikes as CSV: for reports by cause, never for training.</summary>
public static class CauseFile
{
    private static readonly string[] Columns = ["customer_id", "cause", "trouble", "onset", "end", "depth_percent"];

    /// <summary>Reads a file while it is enumerated.</summary>
    /// <exception cref="PopulationFormatException">Names file, line, column and rule.</exception>
    public static IEnumerable<(string CustomerId, Episode Episode)> Read(string path)
    {
        using var csv = new CsvReader(path, Columns);
        while (csv.Next())
            yield return (csv.Shared(0), new Episode(csv.Name<EpisodeKind>(1), csv.Date(3), csv.Date(4), csv.Amount(5).ToDouble() / 100));
    }

    /// <summary>Writes a file.</summary>
    public static void Write(string path, IEnumerable<Life> lives)
    {
        ArgumentNullException.ThrowIfNull(lives);
        using var csv = new CsvWriter(path, Columns);
        foreach (var life in lives)
        {
            foreach (var episode in life.History)
            {
                csv.Text(life.CustomerId);
                csv.Text(WireNames<EpisodeKind>.Of(episode.Kind));
                csv.Text(episode.Kind.IsTrouble() ? "true" : "false");
                csv.Date(episode.Onset);
                csv.Date(episode.End);
                csv.Number((long)Math.Round(episode.Depth * 100));
                csv.EndLine();
            }
        }
    }
}
