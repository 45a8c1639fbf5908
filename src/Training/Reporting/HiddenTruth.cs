using PreDelinquency.Domain.Profiles;
using PreDelinquency.Synthetic;
using PreDelinquency.Synthetic.Files;

namespace PreDelinquency.Training.Reporting;

/// <summary>
/// What a report may know of a population and a model may not: causes, what was knowable, profiles. Training never
/// reads any of it; what the folder has no file for is null.
/// </summary>
public sealed record HiddenTruth
{
    /// <summary>Troubles and look-alikes of each customer.</summary>
    public ILookup<string, Episode>? Episodes { get; init; }

    /// <summary>The oracle's probabilities by customer and day.</summary>
    public IReadOnlyDictionary<(string CustomerId, DateOnly Day), double>? Oracle { get; init; }

    public IReadOnlyDictionary<string, CustomerProfile>? Profiles { get; init; }

    /// <summary>Reads what a folder has.</summary>
    /// <exception cref="PopulationFormatException">A file is broken; names file, line, column and rule.</exception>
    public static HiddenTruth Read(PopulationFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new HiddenTruth
        {
            Episodes = File.Exists(folder.CausesFile) ? folder.ReadCauses().ToLookup(c => c.CustomerId, c => c.Episode, StringComparer.Ordinal) : null,
            Oracle = File.Exists(folder.OracleFile) ? folder.ReadOracle().ToDictionary(e => (e.CustomerId, e.Day), e => e.Probability) : null,
            Profiles = File.Exists(folder.CustomersFile)
                ? folder.ReadCustomers().ToDictionary(c => c.CustomerId, c => c.Profile, StringComparer.Ordinal)
                : null,
        };
    }
}
