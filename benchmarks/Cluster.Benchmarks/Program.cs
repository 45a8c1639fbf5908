using PreDelinquency.Cluster.Benchmarks;

const string Usage = """
    The cluster's parts, without Orleans and Kafka.

      store [WRITERS] [TRANSACTIONS] [CUSTOMERS] [SECONDS] [CALLERS]   durable customer commits/s of one process; states of
            2,400 bytes, TRANSACTIONS and one score point in ten with each commit

    On the PostgreSQL server that PREDELINQUENCY_DATABASE names, in a database of its own.
    """;

if (args is not ["store", ..])
{
    Console.Error.WriteLine(Usage);
    return 2;
}

await StoreCommits.MeasureAsync(Number(1, 2), Number(2, 1), Number(3, 20_000), Number(4, 20), Number(5, 2000));
return 0;

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index]) : otherwise;
