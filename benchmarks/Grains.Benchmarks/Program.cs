using PreDelinquency.Grains.Benchmarks;

const string Usage = """
    The cluster edition with Orleans, Kafka and PostgreSQL. Each prints one table; speeds are medians of repetitions within one run.

      throughput [REPETITIONS] [CUSTOMERS]      transactions/s through grains of one silo, in memory and durable
      streams    [REPETITIONS] [CUSTOMERS]      one call per customer and batch against a stream per customer
      silos      [REPETITIONS] [CUSTOMERS]      durable transactions/s of 1, 2 and 3 silo processes
      kafka      [REPETITIONS] [CUSTOMERS]      transactions/s from Kafka to the committed offset
      inputs     [CUSTOMERS]                    memory, storage and log per customer and transaction, for the formulas of capacity
      latency    [REPETITIONS] [SECONDS] [RATE] POST at a gateway to receipt at a SignalR client

    The PostgreSQL server is one of its own, started from its programs with durable commits, or the one that
    PREDELINQUENCY_DATABASE names.
    """;

switch (args.FirstOrDefault())
{
    case "throughput":
        await Throughput.MeasureAsync(Number(1, 5), Number(2, 1000));
        return 0;
    case "streams":
        await CallsAgainstStreams.MeasureAsync(Number(1, 5), Number(2, 1000));
        return 0;
    case "silos":
        await SiloCounts.MeasureAsync(Number(1, 3), Number(2, 1000));
        return 0;
    case "kafka":
        await KafkaPath.MeasureAsync(Number(1, 5), Number(2, 1000));
        return 0;
    case "inputs":
        await CapacityInputs.MeasureAsync(Number(1, 5000));
        return 0;
    case "latency":
        await PostToReceipt.MeasureAsync(Number(1, 3), Number(2, 30), Number(3, 1000));
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
