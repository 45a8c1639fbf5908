using System.Diagnostics.Metrics;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Cluster.Internal;

/// <summary>What is measured where transactions enter the cluster and where customers live. One set for the process, whoever hosts what in it.</summary>
internal static class ClusterMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "PreDelinquency.Cluster";

    private static readonly KeyValuePair<string, object?> Accepted = new("outcome", "accepted");
    private static readonly KeyValuePair<string, object?> Duplicate = new("outcome", "duplicate");
    private static readonly KeyValuePair<string, object?> Refused = new("outcome", "refused");
    private static readonly KeyValuePair<string, object?> Changes = new("kind", "risk_changed");
    private static readonly KeyValuePair<string, object?> Proposals = new("kind", "intervention");
    private static readonly Meter Meter = Open();
    private static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>("predelinquency.cluster.queued", "{transaction}", "Transactions that came in here and are not durable yet.");
    private static readonly Histogram<double> Wait = Meter.CreateHistogram("predelinquency.cluster.ingest.wait", "s", "Time that a batch waited for room.", advice: Buckets.Seconds);
    private static readonly Histogram<double> Ingest = Meter.CreateHistogram("predelinquency.cluster.ingest.duration", "s", "Time from a batch's arrival until all of it was durable.", advice: Buckets.Seconds);
    private static readonly Histogram<double> Call = Meter.CreateHistogram("predelinquency.cluster.call.duration", "s", "Time that one call to one customer took, seen from where the batch came in.", advice: Buckets.Seconds);
    private static readonly Counter<long> CallFailures = Meter.CreateCounter<long>("predelinquency.cluster.call.failures", "{call}", "Calls to customers that failed after all attempts.");
    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>("predelinquency.cluster.transactions", "{transaction}", "Transactions by what became of them, where their customers live.");
    private static readonly Counter<long> Interventions = Meter.CreateCounter<long>("predelinquency.cluster.interventions", "{intervention}", "Interventions committed.");
    private static readonly Counter<long> LaterVersions = Meter.CreateCounter<long>("predelinquency.cluster.later_versions", "{call}", "Calls to customers that a later version of the program wrote; they wait for it.");
    private static readonly Histogram<double> Load = Meter.CreateHistogram("predelinquency.cluster.load.duration", "s", "Time that it took to read a customer from the store.", advice: Buckets.Seconds);
    private static readonly Histogram<double> Apply = Meter.CreateHistogram("predelinquency.cluster.apply.duration", "s", "Time that it took to apply a customer's part of a batch.", advice: Buckets.Seconds);
    private static readonly Histogram<double> Durable = Meter.CreateHistogram("predelinquency.cluster.durable.duration", "s", "Time that a customer waited for its commit, alone or in a group.", advice: Buckets.Seconds);
    private static readonly Histogram<double> Publish = Meter.CreateHistogram("predelinquency.cluster.publish.duration", "s", "Time that it took to send news to the gateways.", advice: Buckets.Seconds);
    private static readonly Counter<long> PublishFailures = Meter.CreateCounter<long>("predelinquency.cluster.publish.failures", "{message}", "Messages of news that could not be sent to the gateways.");
    private static readonly Counter<long> PublishDropped = Meter.CreateCounter<long>("predelinquency.cluster.publish.dropped", "{commit}", "Commits whose news was left out because the stream did not keep up.");
    private static readonly Counter<long> Heard = Meter.CreateCounter<long>("predelinquency.cluster.news", "{item}", "News that this gateway handed on, by kind.");

    private static long _givenUp;

    /// <summary>A batch asks for room.</summary>
    public static void Queued(int transactions) => Waiting.Add(transactions);

    /// <summary>A batch got room.</summary>
    public static void Waited(TimeSpan wait) => Wait.Record(wait.TotalSeconds);

    /// <summary>A batch is durable, or failed.</summary>
    public static void Left(int transactions) => Waiting.Add(-transactions);

    /// <summary>All of a caller's batch is durable.</summary>
    public static void Ingested(TimeSpan duration) => Ingest.Record(duration.TotalSeconds);

    public static void Called(TimeSpan duration) => Call.Record(duration.TotalSeconds);

    public static void CallFailed() => CallFailures.Add(1);

    /// <summary>A customer's transactions become dead letters from here on.</summary>
    public static void GivenUp() => Interlocked.Increment(ref _givenUp);

    /// <summary>A customer was found as only a later version of the program reads it.</summary>
    public static void FoundLaterVersion() => LaterVersions.Add(1);

    public static void Loaded(TimeSpan duration) => Load.Record(duration.TotalSeconds);

    public static void Applied(TimeSpan duration) => Apply.Record(duration.TotalSeconds);

    /// <summary>A customer's commit is durable.</summary>
    public static void Committed(TimeSpan duration, int accepted, int duplicates, int refused, int interventions)
    {
        Durable.Record(duration.TotalSeconds);
        Count(Transactions, accepted, Accepted);
        Count(Transactions, duplicates, Duplicate);
        Count(Transactions, refused, Refused);
        if (interventions > 0)
            Interventions.Add(interventions);
    }

    public static void Published(TimeSpan duration) => Publish.Record(duration.TotalSeconds);

    public static void PublishFailed() => PublishFailures.Add(1);

    public static void Dropped() => PublishDropped.Add(1);

    public static void HandedOn(int changes, int interventions)
    {
        Count(Heard, changes, Changes);
        Count(Heard, interventions, Proposals);
    }

    private static Meter Open()
    {
        var meter = new Meter(MeterName);

        // Told from the first look on: of a series that begins with 1 no increase is seen, and one customer is what an alert is for.
        meter.CreateObservableCounter("predelinquency.cluster.customers.given_up", () => Interlocked.Read(ref _givenUp), "{customer}", "Customers that failed for a reason of their own, and whose transactions become dead letters until one is taken.");
        return meter;
    }

    private static void Count(Counter<long> counter, int number, KeyValuePair<string, object?> label)
    {
        if (number > 0)
            counter.Add(number, label);
    }
}
