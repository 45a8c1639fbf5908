using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;
using PreDelinquency.Cluster;
using PreDelinquency.Cluster.Ports;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain;
using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Grains.Tests.Editions;
using PreDelinquency.Grains.Time;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Storage;
using PreDelinquency.Tests.Recorded;

namespace PreDelinquency.Grains.Tests;

/// <summary>
/// One recorded stream leads to the same decisions, contacts and messages on one machine, with SQLite, as in silos on PostgreSQL: 60 customers,
/// four months, thresholds so low that contacts of all levels come of it.
/// </summary>
public sealed class OutreachEqualityTests(PostgresFixture postgres)
{
    /// <summary>Between two looks at what there is to do: hours of contact begin and end meanwhile.</summary>
    private static readonly TimeSpan LookedAfter = TimeSpan.FromHours(6);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_decide_about_whom_to_contact_and_say_what_one_machine_decides_and_says()
    {
        var recording = RecordedStream.Of(customers: 60, months: 4);

        var expected = await OnOneMachineAsync(recording);
        var actual = await InSilosAsync(recording);

        HasSomethingToCompare(expected);
        Assert.Equal(expected.Contacts.Count, actual.Contacts.Count);
        foreach (var (one, other) in expected.Contacts.Zip(actual.Contacts))
            RecordedContacts.AreEqual(one, other);
        Assert.Equal(expected.Handed, actual.Handed);
    }

    private static void HasSomethingToCompare((IReadOnlyList<RecordedContacts> Contacts, IReadOnlyList<string> Handed) told)
    {
        var all = string.Join('\n', told.Contacts.SelectMany(customer => customer.Contacts.Concat(customer.Outcomes)));
        Assert.All(["medium", "high", "critical"], level => Assert.Contains($"\"level\":\"{level}\"", all, StringComparison.Ordinal));
        Assert.All(["sent", "held_out", "blocked", "withdrawn", "failed"], state => Assert.Contains($"\"state\":\"{state}\"", all, StringComparison.Ordinal));
        Assert.All(["paid_on_time", "missed", "opted_out"], outcome => Assert.Contains($"\"outcome\":\"{outcome}\"", all, StringComparison.Ordinal));
        Assert.All(["phone", "sms", "email"], channel => Assert.Contains(told.Handed, message => message.Contains($"\"channel\":\"{channel}\"", StringComparison.Ordinal)));
    }

    private static async Task<(IReadOnlyList<RecordedContacts> Contacts, IReadOnlyList<string> Handed)> OnOneMachineAsync(RecordedStream recording)
    {
        using var folder = new TemporaryFolder();
        using var store = SqliteStore.Open(new SqliteStoreOptions(folder.Path) { Durability = Durability.ProcessCrash });

        // One worker: once it acknowledges a transaction, everybody has heard the tick before.
        var options = new EngineOptions { Clock = ClockKind.Event, Partitions = 1 };
        await using var engine = await RiskEngine.StartAsync(options, store, Models.Nervous, new ManualTime(recording.Transactions[^1].Timestamp), NullLogger.Instance, Stop);
        await using var contacts = OutreachStore.OpenFolder(folder.Path, DecidingSilos.Keys);
        return await LiveAsync(recording, engine, engine, store, contacts, tick: null);
    }

    private async Task<(IReadOnlyList<RecordedContacts> Contacts, IReadOnlyList<string> Handed)> InSilosAsync(RecordedStream recording)
    {
        var database = OrleansDatabase.Create(postgres);

        // What silos tell each other of the stream's time within a second, these know at once; and the time is told by the test alone.
        var clock = new ClusterClock(ClockKind.Event, TimeProvider.System, new ClusterSettings().NewsLifetime);
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = database,
            Model = Models.Nervous,
            Settings = new ClusterSettings { Clock = ClockKind.Event },
            Configure = silo =>
            {
                silo.Services.AddSingleton(clock);
                silo.Services.Remove(silo.Services.Single(service => service.ImplementationType == typeof(EventTimeTicks)));
            },
        });
        await cluster.TicksAsync();
        await using var contacts = await OutreachStore.OpenSharedAsync(database, DecidingSilos.Keys, Stop);
        var silo = ((InProcessSiloHandle)cluster.Cluster.Silos[0]).SiloHost.Services;
        return await LiveAsync(recording, cluster.Service, silo.GetRequiredService<IRiskService>(), silo.GetRequiredService<IClusterStore>(), contacts, now => cluster.TickAsync(recording.CustomerIds, now));
    }

    /// <param name="recording">The stream.</param>
    /// <param name="front">Takes it.</param>
    /// <param name="service">Whom outreach asks.</param>
    /// <param name="history">Knows what became of payments.</param>
    /// <param name="contacts">Outreach's own store.</param>
    /// <param name="tick">Lets everybody hear the time; null where the host does so itself, by the stream's clock.</param>
    private static async Task<(IReadOnlyList<RecordedContacts> Contacts, IReadOnlyList<string> Handed)> LiveAsync(
        RecordedStream recording, IRiskService front, IRiskService service, IModelHistory history, OutreachStore contacts, Func<DateTimeOffset, Task>? tick)
    {
        using var office = new RecordedOffice(service, history, contacts, DecidingSilos.Keys, recording.Transactions[0].Timestamp);
        await Parallel.ForEachAsync(recording.Profiles, Stop, async (profile, stop) => await front.PutProfileAsync(profile.Key, profile.Value, stop));
        foreach (var step in RecordedStep.Of(recording, LookedAfter))
        {
            if (tick is not null && step.Tick is { } now)
                await tick(now);
            Assert.All(await front.IngestAsync(step.Transactions, [], Stop), outcome => Assert.Equal(Applied.Accepted, outcome.Applied));
            Assert.Empty(await front.NoteMissedPaymentsAsync(step.Missed, Stop));
            Assert.Equal(step.Present, service.Present);
            await office.ComeToAsync(step.Present, Stop);
        }

        Assert.Null((await AuditVerification.RunAsync(contacts, DecidingSilos.Keys, known: null, Stop)).Fault);
        return (await RecordedContacts.ReadAsync(contacts, recording.CustomerIds, Stop), office.Handed);
    }
}
