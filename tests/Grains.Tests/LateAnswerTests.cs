using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Calls;
using PreDelinquency.Grains.Hosting;
using PreDelinquency.Grains.Tests.Clusters;

namespace PreDelinquency.Grains.Tests;

public sealed class LateAnswerTests(PostgresFixture postgres)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Transactions_that_a_living_silo_is_slow_to_take_are_sent_to_it_once()
    {
        var (held, made) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        await using var cluster = await GrainCluster.StartAsync(new GrainClusterOptions
        {
            Database = OrleansDatabase.Create(postgres),
            Model = Models.Nervous,
            Silos = 1,
            Settings = new ClusterSettings { ResponseTimeout = TimeSpan.FromSeconds(5) },
            Configure = silo => silo.AddIncomingGrainCallFilter(async call =>
            {
                if (call.ImplementationMethod.Name == nameof(ICustomerGrain.IngestAsync))
                {
                    Interlocked.Increment(ref made);
                    await held.Task;
                }

                await call.Invoke();
            }),
        });
        var transaction = Lives.OfEight[0];

        var sent = cluster.Customers.IngestAsync(transaction.CustomerId, [transaction], Stop).AsTask();
        await Eventually.HoldsAsync(() => Volatile.Read(ref made) == 1);

        // Asked later, and not again: by the time that this is told so, the usual time for an answer to the transactions is over too.
        await Assert.ThrowsAsync<TimeoutException>(() => cluster.Cluster.Client.GetGrain<ICustomerGrain>(transaction.CustomerId).ViewAsync());
        held.SetResult();

        Assert.Equal(Applied.Accepted, Assert.Single(await sent).Applied);
        Assert.Equal(1, made);
    }

    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(1, 2, false)]
    public void A_gateway_takes_a_connection_that_broke_for_the_loss_of_a_silo(int before, int after, bool isLoss)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.UseOrleansClient(client => client.AddGateway(new ClusterSettings()));
        using var gateway = builder.Build();

        gateway.Services.GetRequiredService<GatewayCountChangedHandler>()(this, new GatewayCountChangedEventArgs(after, before));

        Assert.Equal(isLoss, gateway.Services.GetRequiredService<SiloLosses>().AnyWithin(TimeSpan.FromDays(1)));
    }
}
