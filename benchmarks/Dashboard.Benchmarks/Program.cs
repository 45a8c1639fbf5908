using PreDelinquency.Dashboard.Benchmarks;

const string Usage = """
    The pages in the system's own Chromium, without a screen.

      frames GATEWAY [PAGE] [SECONDS]   frames of an open page of a gateway that runs, and what the page's main thread does for them
    """;

if (args is not ["frames", var gateway, ..] || !Uri.TryCreate(gateway, UriKind.Absolute, out var address))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

await Frames.MeasureAsync(address, args.ElementAtOrDefault(2) ?? "live", args.Length > 3 ? int.Parse(args[3]) : 10);
return 0;
