using System.Net;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests.Providers;

/// <summary>The statements of component orleans by which silos find each other, through the provider that uses them.</summary>
public sealed class MembershipTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly DateTime Noon = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_new_cluster_has_a_version_and_nobody_in_it()
    {
        using var host = await StartAsync();
        await host.Members.InitializeMembershipTableAsync(tryInitTableVersion: true, Stop);

        var all = await host.Members.ReadAllAsync(Stop);

        Assert.Equal((0, 0), (all.Version.Version, all.Members.Count));
    }

    [Fact]
    public async Task A_silo_joins_and_is_read_as_it_was_written()
    {
        using var host = await StartAsync();
        var silo = Entry(11);
        silo.AddSuspector(Entry(12).SiloAddress, Noon);

        Assert.True(await host.Members.InsertRowAsync(silo, (await host.Members.ReadAllAsync(Stop)).Version.Next(), Stop));
        var joined = await host.Members.ReadAllAsync(Stop);
        Assert.True(await host.Members.UpdateRowAsync(silo, joined.Members[0].Item2, joined.Version.Next(), Stop));

        var (all, one) = (await host.Members.ReadAllAsync(Stop), await host.Members.ReadRowAsync(silo.SiloAddress, Stop));
        Assert.Equal(2, all.Version.Version);
        Assert.Equal(2, one.Version.Version);
        var read = Assert.Single(all.Members).Item1;
        Assert.Equal(Text(silo), Text(read));
        Assert.Equal(Text(silo), Text(Assert.Single(one.Members).Item1));
        Assert.Empty((await host.Members.ReadRowAsync(Entry(12).SiloAddress, Stop)).Members);
    }

    [Fact]
    public async Task Who_does_not_know_the_latest_version_changes_nothing()
    {
        using var host = await StartAsync();
        await AddAsync(host, Entry(11));
        var old = await host.Members.ReadAllAsync(Stop);
        await AddAsync(host, Entry(12));

        Assert.False(await host.Members.InsertRowAsync(Entry(13), old.Version.Next(), Stop));
        Assert.False(await host.Members.UpdateRowAsync(Entry(11, SiloStatus.Dead), old.Members[0].Item2, old.Version.Next(), Stop));

        var all = await host.Members.ReadAllAsync(Stop);
        Assert.Equal((2, 2), (all.Version.Version, all.Members.Count));
        Assert.All(all.Members, member => Assert.Equal(SiloStatus.Active, member.Item1.Status));
    }

    [Fact]
    public async Task A_silo_joins_once_and_only_one_that_is_there_is_changed()
    {
        using var host = await StartAsync();
        Assert.True(await host.Members.InsertRowAsync(Entry(11), (await host.Members.ReadAllAsync(Stop)).Version.Next(), Stop));
        var joined = await host.Members.ReadAllAsync(Stop);
        var (tag, next) = (joined.Members[0].Item2, joined.Version.Next());

        Assert.False(await host.Members.InsertRowAsync(Entry(11), next, Stop));
        Assert.False(await host.Members.UpdateRowAsync(Entry(12), tag, next, Stop));
        Assert.Equal(1, (await host.Members.ReadAllAsync(Stop)).Version.Version);
        Assert.True(await host.Members.UpdateRowAsync(Entry(11, SiloStatus.Dead), tag, next, Stop));
        Assert.Equal(SiloStatus.Dead, (await host.Members.ReadAllAsync(Stop)).Members[0].Item1.Status);
    }

    [Fact]
    public async Task Of_many_at_once_with_one_version_one_succeeds()
    {
        using var host = await StartAsync();
        var next = (await host.Members.ReadAllAsync(Stop)).Version.Next();

        var answers = await Task.WhenAll(Enumerable.Range(11, 8).Select(port => host.Members.InsertRowAsync(Entry(port), next, Stop)));

        Assert.Single(answers, true);
        Assert.Single((await host.Members.ReadAllAsync(Stop)).Members);
    }

    [Fact]
    public async Task A_sign_of_life_leaves_the_version()
    {
        using var host = await StartAsync();
        var silo = Entry(11);
        await host.Members.InsertRowAsync(silo, (await host.Members.ReadAllAsync(Stop)).Version.Next(), Stop);

        silo.IAmAliveTime = Noon.AddMinutes(5);
        await host.Members.UpdateIAmAliveAsync(silo, Stop);

        var all = await host.Members.ReadAllAsync(Stop);
        Assert.Equal((1, Noon.AddMinutes(5)), (all.Version.Version, all.Members[0].Item1.IAmAliveTime));
    }

    [Fact]
    public async Task Clients_find_active_silos_that_let_them_in()
    {
        using var host = await StartAsync();
        await AddAsync(host, Entry(11));
        await AddAsync(host, Entry(12, SiloStatus.Dead));
        var closed = Entry(13);
        closed.ProxyPort = 0;
        await AddAsync(host, closed);

        var gateways = await host.Gateways.GetGatewaysAsync(Stop);

        Assert.Equal(30_011, Assert.Single(gateways).Port);
    }

    [Fact]
    public async Task Silos_long_gone_are_swept_out_and_active_ones_stay()
    {
        using var host = await StartAsync();
        await AddAsync(host, Entry(11));
        await AddAsync(host, Entry(12, SiloStatus.Dead));
        await AddAsync(host, Entry(13, SiloStatus.Joining));
        var young = Entry(14, SiloStatus.Dead);
        young.IAmAliveTime = Noon.AddHours(2);
        await AddAsync(host, young);

        await host.Members.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Noon.AddHours(1)), Stop);

        Assert.Equal([11, 14], (await host.Members.ReadAllAsync(Stop)).Members.Select(m => m.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task A_cluster_is_deleted_and_another_stays()
    {
        var database = OrleansDatabase.Create(postgres);
        using var one = await ProviderHost.StartAsync(database, "one");
        using var other = await ProviderHost.StartAsync(database, "other");
        await AddAsync(one, Entry(11));
        await AddAsync(other, Entry(12));

        await one.Members.DeleteMembershipTableEntriesAsync("one", Stop);
        await one.Members.InitializeMembershipTableAsync(tryInitTableVersion: true, Stop);

        Assert.Empty((await one.Members.ReadAllAsync(Stop)).Members);
        Assert.Single((await other.Members.ReadAllAsync(Stop)).Members);
    }

    private Task<ProviderHost> StartAsync() => ProviderHost.StartAsync(OrleansDatabase.Create(postgres), "members");

    private static async Task AddAsync(ProviderHost host, MembershipEntry entry) =>
        Assert.True(await host.Members.InsertRowAsync(entry, (await host.Members.ReadAllAsync(Stop)).Version.Next(), Stop));

    private static MembershipEntry Entry(int port, SiloStatus status = SiloStatus.Active) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 7),
        SiloName = $"silo{port}",
        HostName = "host",
        Status = status,
        ProxyPort = 30_000 + port,
        StartTime = Noon,
        IAmAliveTime = Noon,
    };

    private static string Text(MembershipEntry entry) =>
        $"{entry.SiloAddress} {entry.SiloName} {entry.HostName} {entry.Status} {entry.ProxyPort} {entry.StartTime:O} {entry.IAmAliveTime:O} {string.Join('|', (entry.SuspectTimes ?? []).Select(s => $"{s.Item1} {s.Item2:s}"))}";
}
