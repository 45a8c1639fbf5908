using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Benchmarks;

const string Usage = """
    The engine and its store, without HTTP; flood with it.

      throughput MODELDIR [STORE] [CUSTOMERS] [MONTHS] [RUNS]   transactions/s to the last acknowledgement
      resend     MODELDIR [STORE] [CUSTOMERS] [MONTHS] [RUNS]   the same stream a second time: all duplicates
      latency    MODELDIR [STORE] [CUSTOMERS] [RATE] [SECONDS] time from sending to the listener at a steady rate
      crash      MODELDIR [STORE] [CUSTOMERS] [MONTHS]          loads, then dies without a word; prints the place
      ready      MODELDIR PLACE                               time to recover a folder or a database
      check      PLACE                                        holds a store against its own log

      flood      GATEWAY [SECONDS]                            a gateway process (its .dll) under ten times the load it can take

    STORE is memory, sqlite (default: durable through a loss of power), sqlite-process (through a crash of the process) or
    postgres (on the server that PREDELINQUENCY_DATABASE names, each run in a database of its own).
    """;

if (args.Length < 2)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

if (args[0] == "check")
    return await Recoveries.CheckAsync(args[1]);

if (args[0] == "flood")
{
    await Flood.MeasureAsync(args[1], Number(2, 60));
    return 0;
}

var model = ModelBundle.Load(args[1]);

var stores = new Stores(args.ElementAtOrDefault(2) ?? "sqlite");
var customers = Number(3, 1000);
switch (args[0])
{
    case "ready":
        await Recoveries.MeasureAsync(args[2], model);
        return 0;
    case "throughput":
        await Throughput.MeasureAsync(stores, model, Lives.Of(customers, Number(4, 12)), Number(5, 5), resend: false);
        return 0;
    case "resend":
        await Throughput.MeasureAsync(stores, model, Lives.Of(customers, Number(4, 12)), Number(5, 3), resend: true);
        return 0;
    case "latency":
        await Latency.MeasureAsync(stores, model, customers, Number(4, 2000), Number(5, 30));
        return 0;
    case "crash":
        await Recoveries.CrashAsync(stores, model, Lives.Of(customers, Number(4, 12)));
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index]) : otherwise;
