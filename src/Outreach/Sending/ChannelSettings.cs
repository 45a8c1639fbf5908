using System.Text;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Sending;

/// <summary>Which ways to reach customers are set up, and how. Immutable.</summary>
public sealed record ChannelSettings
{
    private const long LargestFile = 1 << 20;

    /// <summary>Null where no server takes emails.</summary>
    public EmailSettings? Email { get; init; }

    /// <summary>Those of text messages and calls.</summary>
    public IReadOnlyDictionary<ContactChannel, ProviderSettings> Providers { get; init; } = new Dictionary<ContactChannel, ProviderSettings>();

    /// <summary>Null where alerts go nowhere but into the live feed.</summary>
    public AlertSettings? Alerts { get; init; }

    /// <summary>Nothing is set up.</summary>
    public static ChannelSettings None { get; } = new();

    /// <summary>Reads a file of settings, and the files and environment variables that it takes secrets from.</summary>
    /// <param name="path">YAML.</param>
    /// <param name="environment">The value of a variable; null where it is not set.</param>
    /// <exception cref="ChannelSettingsException">It breaks rules; all of them are named.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ChannelSettings Load(string path, Func<string, string?> environment)
    {
        var name = Path.GetFileName(path);
        var faults = new FaultList();
        if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            faults.Add(name, 1, "", null, $"must be at most {LargestFile} bytes");
        var settings = faults.Any ? null : Read(path, name, environment, faults);
        return faults.Any ? throw new ChannelSettingsException(faults.ToSorted()) : settings!;
    }

    private static ChannelSettings? Read(string path, string name, Func<string, string?> environment, FaultList faults) =>
        YamlGroup.Parse(name, File.ReadAllText(path, Encoding.UTF8), faults) is { } root
            ? new ChannelSettingsReader(Path.GetDirectoryName(Path.GetFullPath(path))!, environment).Read(root)
            : null;
}
