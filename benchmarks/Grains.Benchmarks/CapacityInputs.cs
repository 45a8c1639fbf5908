using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Grains.Benchmarks.Database;
using PreDelinquency.Grains.Benchmarks.Hosting;
using PreDelinquency.Grains.Benchmarks.Kafka;
using PreDelinquency.Grains.Benchmarks.Measuring;

namespace PreDelinquency.Grains.Benchmarks;

/// <summary>
/// What a customer and a transaction take up in memory, in PostgreSQL and in Kafka: the inputs of the capacity formulas in
/// <c>docs/cluster.md</c>, by the letters that they have there. Customers are fed some months of their lives in the batches of a
/// topic; write-ahead log and commits are those of what follows after that, when every customer is known.
/// </summary>
internal static class CapacityInputs
{
    private const int BatchSize = 2048;
    private const int PieceSize = 131_072;
    private const int Pieces = 2;

    public static async Task MeasureAsync(int customers)
    {
        using var server = new PostgresServer();
        await using var store = await BenchmarkStore.DurableAsync(server);
        await using var cluster = await LocalCluster.StartAsync(store, ModelBundle.Load("models/champion"));
        var feed = new Feed(customers, Pieces, PieceSize);
        var empty = InMemory();
        await Batches.SendAsync(cluster.Near, feed.TakeHistory(), BatchSize);
        var before = new DatabaseUse(store);
        var sent = feed.TakePiece();
        await Batches.SendAsync(cluster.Near, sent, BatchSize);
        var after = new DatabaseUse(store);
        await store.RequireAsync(feed.Taken);

        var fed = (double)PieceSize;
        Print("m", "bytes in memory per customer that is in memory, in a silo", (InMemory() - empty) / (double)customers);
        Print("s", "bytes in PostgreSQL per customer", after.CustomerBytes / (double)customers);
        Print("l", "bytes in PostgreSQL per transaction", after.TransactionBytes / (double)after.Transactions);
        Print("", "bytes in PostgreSQL per score point", after.ScoreBytes / (double)Math.Max(1, after.Scores));
        Print("w", "bytes of write-ahead log per transaction", (after.LogPosition - before.LogPosition) / fed);
        Print("u", "states written per transaction", (after.Commits - before.Commits) / fed);
        Print("r", "score points per transaction", (after.Scores - before.Scores) / fed);
        Print("e", "bytes in Kafka per transaction", await InKafkaAsync(sent));
    }

    private static async Task<double> InKafkaAsync(List<Transaction> transactions)
    {
        using var brokers = new MockBrokers();
        var before = await brokers.SentBytesAsync();
        await brokers.WriteAsync(transactions);
        return (await brokers.SentBytesAsync() - before) / (double)transactions.Count;
    }

    private static long InMemory() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Print(string letter, string what, double figure) => Console.WriteLine($"{letter,-2} {what,-58} {figure,10:N2}");
}
