using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Storage;

namespace PreDelinquency.Grains.Tests;

/// <summary>Proposals become contacts in the silos, one of which at a time decides.</summary>
public sealed class OutreachTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int BatchSize = 40;
    private const int Most = 100_000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_proposal_leads_to_one_contact_that_is_handed_over_once_though_the_silo_that_decides_dies()
    {
        var database = OrleansDatabase.Create(postgres);
        await using var silos = new DecidingSilos(database);
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = database,
            Model = Models.Nervous,
            Silos = 3,
            Settings = new ClusterSettings { Clock = ClockKind.Event },
            Configure = silos.AddTo,
        });
        await using var store = await OutreachStore.OpenSharedAsync(database, DecidingSilos.Keys, Stop);
        foreach (var id in Lives.OfEight.Select(t => t.CustomerId).Distinct())
            await cluster.Service.PutProfileAsync(id, Reachable, Stop);

        await SendAsync(cluster, store, Lives.OfEight.Take(Lives.OfEight.Count / 2));
        var first = await HomeAsync(cluster);
        await cluster.Cluster.KillSiloAsync(cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(first)));
        await SendAsync(cluster, store, Lives.OfEight.Skip(Lives.OfEight.Count / 2));
        var proposed = await cluster.Service.GetInterventionsAsync(0, Most, Stop);

        Assert.NotEqual(first, await HomeAsync(cluster));
        var contacts = await store.ReadContactsAsync(new ContactFilter(), Most, Stop);
        Assert.Equal(
            proposed.Where(p => p.Status == InterventionStatus.Proposed).Select(p => (p.Sequence, p.Intervention.InterventionId)),
            contacts.Select(contact => (contact.Sequence, contact.ContactId)));
        Assert.True(!silos.HandedOver.IsEmpty, string.Join(", ", contacts.GroupBy(contact => (contact.Entry.State, contact.Entry.Rule)).Select(group => $"{group.Key}: {group.Count()}")));
        Assert.All(silos.HandedOver, handedOver => Assert.Equal(1, handedOver.Value));
        Assert.Null((await AuditVerification.RunAsync(store, DecidingSilos.Keys, known: null, Stop)).Fault);
    }

    private static CustomerProfile Reachable { get; } = new()
    {
        Name = "Ana",
        Email = "ana@example.com",
        Phone = "+34600000000",
        TimeZone = "Europe/Madrid",
        Consents = new Consents { Email = true, Sms = true, Phone = true },
    };

    private static async Task<SiloAddress> HomeAsync(GrainCluster cluster)
    {
        SiloAddress? home = null;
        await Eventually.HoldsAsync(async () =>
        {
            var client = cluster.Cluster.Client;
            home = await client.GetGrain<IManagementGrain>(0).GetActivationAddress(client.GetGrain<IOutreachGrain>(0));
            return home is not null;
        });
        return home!;
    }

    /// <summary>Time goes on only once what was proposed is decided about: else the stream's weeks are over before anybody could be told.</summary>
    private static async Task SendAsync(GrainCluster cluster, OutreachStore store, IEnumerable<Transaction> transactions)
    {
        foreach (var batch in transactions.Chunk(BatchSize))
        {
            Assert.All(await cluster.Service.IngestAsync(batch, [], Stop), outcome => Assert.NotEqual(Domain.Applied.TooLate, outcome.Applied));
            if (await cluster.Service.GetInterventionsAsync(await store.ReadPositionAsync(Stop), Most, Stop) is [.., var last])
                await Eventually.HoldsAsync(async () => await store.ReadPositionAsync(Stop) >= last.Sequence);
        }
    }
}
