namespace PreDelinquency.Gateway.Hosting;

/// <summary>How the gateway runs. Immutable.</summary>
public sealed record GatewayOptions
{
    /// <summary>Where it listens; on loopback only unless <see cref="AllowRemote"/>.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>The folder of what is kept on this machine: the store, where it is not a database, and a demo's plan.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Connection string of the PostgreSQL database that holds the store; null for the folder. May hold a password.</summary>
    public string? StoreDatabase { get; init; }

    /// <summary>The folder of a model bundle that is to become the champion; null for whoever is the champion.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>The registry's folder.</summary>
    public required string RegistryFolder { get; init; }

    /// <summary>Connection string of the registry's PostgreSQL database; null for the folder. May hold a password.</summary>
    public string? RegistryDatabase { get; init; }

    /// <summary>The folder of the contact policy, looked at again while the program runs; null for the one that the program carries.</summary>
    public string? PolicyFolder { get; init; }

    /// <summary>The file of settings of channels; null where nothing is to be sent.</summary>
    public string? ChannelsFile { get; init; }

    /// <summary>The file of those who may act, looked at again while the program runs; null where that is on trust.</summary>
    public string? PeopleFile { get; init; }

    /// <summary>Whether the stream's own time is the present, and not the real time.</summary>
    public bool EventClock { get; init; }

    /// <summary>Whether others than this machine may connect.</summary>
    public bool AllowRemote { get; init; }

    /// <summary>Names under which it answers, beside those of this machine and, where others may connect, addresses.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Base address of an OTLP receiver of traces and metrics; null leaves it to OpenTelemetry's environment variables.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>What it calls itself to those who watch it: <c>service.name</c>, unless OpenTelemetry's environment variables say otherwise.</summary>
    public string ServiceName { get; init; } = "predelinquency-gateway";

    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    /// <summary>Null without a demo.</summary>
    public DemoOptions? Demo { get; init; }
}
