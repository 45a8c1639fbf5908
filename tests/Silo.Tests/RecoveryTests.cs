using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Cluster.Tests;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Grains.Abstractions;
using PreDelinquency.Grains.Tests.Clusters;
using PreDelinquency.Kafka.Tests;
using PreDelinquency.Storage;
using KafkaTopics = PreDelinquency.Kafka.Topics;

namespace PreDelinquency.Silo.Tests;

/// <summary>How long what a silo did stands still when it is killed, by the test's own watch: from the kill until others have taken it over.</summary>
public sealed class RecoveryTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Customers_of_a_silo_that_was_killed_can_be_read_and_hear_the_time_within_30_s()
    {
        var database = await DatabaseAsync();
        await using var store = await PostgresClusterStore.OpenAsync(database, new PostgresClusterStoreOptions(), NullLogger.Instance, Stop);
        var silos = await Task.WhenAll(SiloProcess.StartAsync(database, "silo"), SiloProcess.StartAsync(database, "silo"));
        await using var left = silos[0];
        await using var right = silos[1];
        await using var gateway = await SiloProcess.StartAsync(database, "gateway");
        await using var homes = await Homes.ConnectAsync(database);
        List<Transaction> sent = [.. Lives.Of(seed: 7, customers: 40, months: 1)];
        List<string> customers = [.. sent.Select(t => t.CustomerId).Distinct()];
        List<int> shards = [.. customers.Select(Cluster.Shards.Of).Distinct()];
        List<ITickGrain> ticks = [.. shards.Select(shard => homes.Grains.GetGrain<ITickGrain>(shard))];
        await new Load(gateway.Address, sent).RunAsync(Stop);
        Assert.Equal(2, (await homes.CountAsync()).Count);

        // The lives lie long before the present: who has not heard it is due.
        Assert.True(await DueAsync() > 0);
        var killed = left.SiloPort == await homes.PortOfAsync(ticks[0]) ? left : right;
        using var http = new HttpClient { BaseAddress = gateway.Address };
        killed.Kill();
        var death = TimeProvider.System.GetTimestamp();
        var reads = Task.WhenAll(customers.Select(ReadAsync));
        await Task.WhenAll(ticks.Select(TellAsync));
        await Eventually.HoldsAsync(async () => await DueAsync() == 0);
        var heard = TimeProvider.System.GetElapsedTime(death);

        Assert.All(await reads, read => Assert.InRange(read, TimeSpan.Zero, Recovery));
        Assert.InRange(heard, TimeSpan.Zero, Recovery);

        async Task<int> DueAsync()
        {
            var due = 0;
            foreach (var shard in shards)
                due += (await store.ReadDueAsync(shard, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), "", 100, Stop)).Count;
            return due;
        }

        async Task<TimeSpan> ReadAsync(string customerId)
        {
            await Eventually.HoldsAsync(async () =>
            {
                using var answer = await http.GetAsync($"/customer/{customerId}", Stop);
                return answer.StatusCode == HttpStatusCode.OK;
            });
            return TimeProvider.System.GetElapsedTime(death);
        }

        // As the silos with the stream's own time do: told again where it was not heard.
        static Task TellAsync(ITickGrain shard) => Eventually.HoldsAsync(async () =>
        {
            try
            {
                await shard.TickAsync(DateTimeOffset.UtcNow);
                return true;
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task Partitions_and_relays_of_a_silo_that_was_killed_are_others_within_30_s()
    {
        var database = await DatabaseAsync();
        using var brokers = new MockKafka(KafkaTopics.All);
        var topics = new TestTopics(brokers.Servers);
        string[] options = ["--kafka", brokers.Servers];
        var silos = await Task.WhenAll(SiloProcess.StartAsync(database, "silo", options), SiloProcess.StartAsync(database, "silo", options));
        await using var left = silos[0];
        await using var right = silos[1];
        await using var homes = await Homes.ConnectAsync(database);
        await Eventually.HoldsAsync(async () => await KafkaTests.PartitionsOfAsync(left) == MockKafka.Partitions / 2 && await KafkaTests.PartitionsOfAsync(right) == MockKafka.Partitions / 2);
        var relay = homes.Grains.GetGrain<IRelayGrain>(KafkaTopics.Predictions);
        int? home = null;
        await Eventually.HoldsAsync(async () => (home = await homes.PortOfAsync(relay)) is not null);
        var (killed, other) = home == left.SiloPort ? (left, right) : (right, left);
        var half = Lives.OfEight.Count / 2;
        await topics.WriteAsync(KafkaTopics.Transactions, Feed.Of(Lives.OfEight.Take(half)));
        await Eventually.HoldsAsync(() => topics.EndsOf(KafkaTopics.Predictions, MockKafka.Partitions).Sum() > 0);

        killed.Kill();
        var death = TimeProvider.System.GetTimestamp();
        await topics.WriteAsync(KafkaTopics.Transactions, Feed.Of(Lives.OfEight.Skip(half)));
        var before = topics.EndsOf(KafkaTopics.Predictions, MockKafka.Partitions).Sum();
        var partitions = TakenOverAsync(async () => await KafkaTests.PartitionsOfAsync(other) == MockKafka.Partitions);
        var relayed = TakenOverAsync(() => Task.Factory.StartNew(
            () => topics.EndsOf(KafkaTopics.Predictions, MockKafka.Partitions).Sum() > before, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        Assert.InRange(await partitions, TimeSpan.Zero, Recovery);
        Assert.InRange(await relayed, TimeSpan.Zero, Recovery);

        async Task<TimeSpan> TakenOverAsync(Func<Task<bool>> isTakenOver)
        {
            await Eventually.HoldsAsync(isTakenOver);
            return TimeProvider.System.GetElapsedTime(death);
        }
    }

    private async Task<string> DatabaseAsync()
    {
        var database = OrleansDatabase.Create(postgres);
        await NervousModel.PromoteAsync(database);
        return database;
    }
}
