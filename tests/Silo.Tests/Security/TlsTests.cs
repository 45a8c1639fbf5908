using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Silo.Tests.Security;

/// <summary>Real processes that talk to each other encrypted, and those that want in without a certificate of the cluster.</summary>
public sealed class TlsTests(PostgresFixture postgres)
{
    /// <summary>The status of a silo that belongs to the cluster.</summary>
    private const int Active = 3;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_and_gateways_with_certificates_work_together_and_nobody_without_one_gets_in()
    {
        var database = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(database);
        using var authority = new ThrowawayAuthority();
        using var stranger = new ThrowawayAuthority("stranger");
        using var one = new ThrowawayAuthority("one between", authority);
        using var another = new ThrowawayAuthority("another between", authority);
        using var own = new TemporaryFolder();
        using var byOne = new TemporaryFolder();
        using var byAnother = new TemporaryFolder();
        using var others = new TemporaryFolder();
        authority.Issue(own);
        one.Issue(byOne);
        another.Issue(byAnother);
        stranger.Issue(others);
        await using var first = await SiloProcess.StartAsync(database, "silo", "--tls", own.Path);

        // No process has the certificate between another's and the authority's but from that other.
        await using var second = await SiloProcess.StartAsync(database, "silo", "--tls", byOne.Path);
        await using var gateway = await SiloProcess.StartAsync(database, "gateway", "--tls", byAnother.Path);

        var load = new Load(gateway.Address, [.. Lives.OfEight.Take(300)]);
        await load.RunAsync(Stop);
        Assert.Equal((300, 0), (load.Sent, load.Errors.Count));

        foreach (var port in new[] { first.SiloPort, first.ClientPort })
        {
            await IsTurnedAwayAsync(port, others);
            await IsTurnedAwayAsync(port, null);
        }

        // A gateway tries for as long as it takes, and serves nobody meanwhile.
        await using var bareGateway = new BeginningProcess(database, "gateway");
        await IsRefusedAgainAsync(first, second);
        Assert.DoesNotContain("Role ", bareGateway.Output, StringComparison.Ordinal);
        await bareGateway.StopAsync();

        // A silo makes itself known to the cluster before it talks to it; what counts is that it never becomes one of it.
        await using var bare = new BeginningProcess(database, "silo");
        await Eventually.HoldsAsync(async () => (await StatusesAsync(database)).ContainsKey(bare.SiloPort));
        await IsRefusedAgainAsync(first, second);
        var statuses = await StatusesAsync(database);
        Assert.NotEqual(Active, statuses[bare.SiloPort]);
        Assert.Equal((Active, Active), (statuses[first.SiloPort], statuses[second.SiloPort]));
        Assert.DoesNotContain("Role ", bare.Output, StringComparison.Ordinal);
    }

    /// <summary>Waits until silos have turned two more connections away.</summary>
    private static async Task IsRefusedAgainAsync(params SiloProcess[] silos)
    {
        var before = silos.Sum(Refusals);
        await Eventually.HoldsAsync(() => silos.Sum(Refusals) > before + 1);
    }

    /// <summary>How often a silo has refused a connection.</summary>
    private static int Refusals(SiloProcess silo) => silo.Output.Split("Authentication failed").Length - 1;

    /// <summary>A silo ends the connection of who shows the certificate of a folder, or none. It waits for the first word of who may talk to it.</summary>
    private static async Task IsTurnedAwayAsync(int port, TemporaryFolder? certificates)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Stop);
        await using var stream = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "predelinquency",
            ApplicationProtocols = [new SslApplicationProtocol("Orleans1")],
            EnabledSslProtocols = SslProtocols.Tls12,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == "CN=authority",
        };
        if (certificates is not null)
            options.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificates.File("tls.crt"), certificates.File("tls.key"))];
        try
        {
            await stream.AuthenticateAsClientAsync(options, Stop);
            Assert.Equal(0, await stream.ReadAsync(new byte[1], Stop));
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // It did so in the middle of the greeting.
        }
    }

    /// <summary>What the cluster knows of each silo, by its port.</summary>
    private static async Task<IReadOnlyDictionary<int, int>> StatusesAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("SELECT port, status FROM orleans_members", connection);
        await using var row = await command.ExecuteReaderAsync(Stop);
        var statuses = new Dictionary<int, int>();
        while (await row.ReadAsync(Stop))
            statuses.Add(row.GetInt32(0), row.GetInt32(1));
        return statuses;
    }
}
