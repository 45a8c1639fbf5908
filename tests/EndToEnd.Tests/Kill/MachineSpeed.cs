using System.Diagnostics;

namespace PreDelinquency.EndToEnd.Tests.Kill;

/// <summary>
/// How fast this machine is at the moment, busy with other things as it may be: a fixed amount of computing on every core
/// at once, by the clock on the wall.
/// </summary>
public static class MachineSpeed
{
    private const int Rounds = 100_000_000;

    /// <summary>What the work takes on two idle cores of an AMD EPYC virtual machine, on which the limits of tests were set.</summary>
    private static readonly TimeSpan Reference = TimeSpan.FromMilliseconds(250);

    /// <summary>How many times as long as on the machine of reference things take here and now; at least 1.</summary>
    public static double Slowness()
    {
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(1, Environment.ProcessorCount).Select(seed => new Thread(() => Compute(seed))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return Math.Max(1, clock.Elapsed / Reference);
    }

    private static void Compute(int seed)
    {
        // Each step needs the one before it, so no compiler makes it shorter.
        var x = (ulong)seed;
        for (var i = 0; i < Rounds; i++)
        {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
        }

        Assert.NotEqual(0UL, x);
    }
}
