using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Gateway.Demo;

/// <summary>The contact policy of a demo: the one that the program carries, live, as nobody real is reached. Calls wait on the call list; messages are recorded.</summary>
internal static class DemoPolicy
{
    public static PolicyBundle Bundle { get; } = PolicyBundle.Default with
    {
        Policy = PolicyBundle.Default.Policy with { Name = "demo", Version = PolicyBundle.Default.Version.Replace("default-", "demo-", StringComparison.Ordinal), Mode = OutreachMode.Live },
    };
}
