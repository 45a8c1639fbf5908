using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Gateway.Demo;

/// <summary>
/// The contact policy of a demo: the one that the program carries, live, as nobody real is reached, and with thirty days for people to
/// approve and to call, which pass in a minute. Calls wait on the call list; messages go to <see cref="DemoChannel"/>.
/// </summary>
internal static class DemoPolicy
{
    private const int ExpiresAfterHours = 720;

    public static PolicyBundle Bundle { get; } = PolicyBundle.Default with
    {
        Policy = PolicyBundle.Default.Policy with
        {
            Name = "demo",
            Version = PolicyBundle.Default.Version.Replace("default-", "demo-", StringComparison.Ordinal),
            Mode = OutreachMode.Live,
            Levels = PolicyBundle.Default.Policy.Levels.ToDictionary(level => level.Key, level => level.Value with { ExpiresAfterHours = ExpiresAfterHours }),
        },
    };
}
