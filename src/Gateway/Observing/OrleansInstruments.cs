using System.Collections.Frozen;
using System.Diagnostics.Metrics;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Orleans has some hundred instruments; these say how a cluster does.</summary>
internal static class OrleansInstruments
{
    public const string Meter = "Microsoft.Orleans";

    private static readonly FrozenSet<string> Kept = new[]
    {
        "orleans-catalog-activations",
        "orleans-catalog-activation-created",
        "orleans-catalog-activation-destroyed",
        "orleans-catalog-activation-failed-to-activate",
        "orleans-grains",
        "orleans-app-requests-timedout",
        "orleans-messaging-expired",
        "orleans-messaging-rejected",
        "orleans-messaging-rerouted",
        "orleans-messaging-sent-failed",
        "orleans-messaging-sent-dropped",
        "orleans-gateway-connected-clients",
        "orleans-client-connected-gateways",
        "orleans-reminders-active",
        "orleans-scheduler-long-running-turns",
        "orleans-watchdog-health-checks-failed",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsLeftOut(Instrument instrument) => instrument.Meter.Name == Meter && !Kept.Contains(instrument.Name);
}
