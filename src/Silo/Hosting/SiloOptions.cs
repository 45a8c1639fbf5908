using System.Net;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Kafka;
using PreDelinquency.Silo.Contacts;

namespace PreDelinquency.Silo.Hosting;

/// <summary>How a process of the cluster runs. Immutable.</summary>
internal sealed record SiloOptions
{
    public required SiloRole Role { get; init; }

    /// <summary>Connection string of the PostgreSQL database that the whole cluster shares. May hold a password.</summary>
    public required string Database { get; init; }

    /// <summary>How its HTTP side runs.</summary>
    public required GatewayOptions Http { get; init; }

    /// <summary>Processes of one cluster find each other by it.</summary>
    public required string ClusterId { get; init; }

    /// <summary>What reminders and subscriptions are kept under; the same for a cluster that replaces another.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Where other silos reach this one.</summary>
    public required IPEndPoint SiloEndpoint { get; init; }

    /// <summary>Where gateways reach this silo, at the address of <see cref="SiloEndpoint"/>.</summary>
    public required int ClientPort { get; init; }

    /// <summary>Folder of the certificates by which silos and gateways know each other; null where they talk in the clear.</summary>
    public string? TlsFolder { get; init; }

    /// <summary>Where silos read and write; null for nowhere. May hold secrets.</summary>
    public KafkaOptions? Kafka { get; init; }

    /// <summary>Null where this cluster proposes, and others decide about contacts.</summary>
    public OutreachOptions? Outreach { get; init; }

    /// <summary>What silos and gateways agree upon.</summary>
    public required ClusterSettings Settings { get; init; }
}
