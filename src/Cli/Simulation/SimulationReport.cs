using System.Globalization;

namespace PreDelinquency.Cli.Simulation;

/// <summary>What a simulation counted and measured.</summary>
internal sealed class SimulationReport
{
    private long _sent;
    private long _accepted;
    private long _duplicates;
    private long _rejected;
    private long _riskChanges;
    private long _interventions;

    /// <summary>From the moment at which a transaction was due to the answer of the request that carried it.</summary>
    public LatencyHistogram ToAcknowledgement { get; } = new();

    /// <summary>From the moment at which a transaction was due to the receipt of what followed from it.</summary>
    public LatencyHistogram ToReceipt { get; } = new();

    public long Sent => Interlocked.Read(ref _sent);

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Rejected => Interlocked.Read(ref _rejected);

    public void AddSent(int count) => Interlocked.Add(ref _sent, count);

    public void AddAnswer(long accepted, long duplicates, long rejected)
    {
        Interlocked.Add(ref _accepted, accepted);
        Interlocked.Add(ref _duplicates, duplicates);
        Interlocked.Add(ref _rejected, rejected);
    }

    public void AddRiskChange() => Interlocked.Increment(ref _riskChanges);

    public void AddIntervention() => Interlocked.Increment(ref _interventions);

    /// <summary>Prints the result.</summary>
    public void Print(TextWriter output, TimeSpan elapsed, int rate, long postponed)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"sent {Sent:N0} transactions in {elapsed.TotalSeconds:0.0} s: {Sent / elapsed.TotalSeconds:N0} a second of {rate:N0} asked for"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"accepted {Accepted:N0}, duplicates {_duplicates:N0}, rejected {Rejected:N0}; told {postponed:N0} times to wait"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"received {_riskChanges:N0} changes of level and {_interventions:N0} interventions"));
        output.WriteLine();
        output.WriteLine("latency in ms              p50       p90       p99       max     count");
        PrintRow(output, "POST to acknowledgement", ToAcknowledgement);
        PrintRow(output, "POST to SignalR receipt", ToReceipt);
    }

    private static void PrintRow(TextWriter output, string name, LatencyHistogram latency)
    {
        var figures = latency.Count == 0
            ? $"{"-",9} {"-",9} {"-",9} {"-",9}"
            : string.Create(CultureInfo.InvariantCulture, $"{Ms(latency.Percentile(0.5))} {Ms(latency.Percentile(0.9))} {Ms(latency.Percentile(0.99))} {Ms(latency.Max)}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-23}{figures} {latency.Count,9:N0}"));

        static string Ms(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds,9:0.00}");
    }
}
