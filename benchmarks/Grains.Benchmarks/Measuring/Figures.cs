namespace PreDelinquency.Grains.Benchmarks.Measuring;

/// <summary>What a table shows of repetitions.</summary>
internal static class Figures
{
    /// <summary>The middle value, the upper of two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>The heading of <see cref="Print(string, string, IReadOnlyList{Sample})"/>.</summary>
    public static void PrintHeading()
    {
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}, {(System.Runtime.GCSettings.IsServerGC ? "server" : "workstation")} collector");
        Console.WriteLine($"{"store",-10} {"way",-42} {"transactions/s",14} {"lowest",9} {"highest",9} {"µs each",8} {"B each",8}");
    }

    /// <summary>One row: medians, and the range of the first.</summary>
    public static void Print(string store, string way, IReadOnlyList<Sample> samples) => Console.WriteLine(
        $"{store,-10} {way,-42} {Median(samples.Select(s => s.PerSecond)),14:N0} {samples.Min(s => s.PerSecond),9:N0} {samples.Max(s => s.PerSecond),9:N0} {Median(samples.Select(s => s.ProcessorUs)),8:N1} {Median(samples.Select(s => s.AllocatedBytes)),8:N0}");
}
