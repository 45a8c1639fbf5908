using System.Text.Json;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Gateway.Demo;

/// <summary>A demo that belongs to a folder.</summary>
/// <param name="Population">Who lives.</param>
/// <param name="Day">What one day takes.</param>
/// <param name="LastDay">The day on which it pauses, so that it does not fill the disk.</param>
internal sealed record DemoPlan(Population Population, TimeSpan Day, DateOnly LastDay)
{
    public const string FileName = "demo.json";

    /// <summary>Finds the demo of a folder, or begins one there whose history ends with the day before today.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="isEmpty">Whether the store holds nothing yet.</param>
    /// <param name="today">The present day.</param>
    /// <exception cref="DemoException">The folder holds something else.</exception>
    public static DemoPlan Open(string folder, DemoOptions options, bool isEmpty, DateOnly today)
    {
        var path = Path.Combine(folder, FileName);
        var wanted = new DemoRecord(options.Customers, options.Months, options.Seed, today.AddMonths(-options.Months));
        if (!File.Exists(path))
        {
            if (!isEmpty)
                throw new DemoException("The store holds transactions that are not of a demo; name another folder with --data, or another database with --store.");
            Directory.CreateDirectory(folder);
            Write(path, wanted);
        }

        var found = Read(path);
        if (found with { Start = wanted.Start } != wanted)
        {
            throw new DemoException(
                $"{folder} holds the demo of --demo-customers {found.Customers} --demo-months {found.Months} --demo-seed {found.Seed}; ask for the same, or name another folder with --data.");
        }

        var population = new PopulationOptions { Customers = found.Customers, Months = found.Months, Seed = (ulong)found.Seed, Start = found.Start };
        return new DemoPlan(new Population(population), options.Day, population.End.AddYears(options.Years));
    }

    private static DemoRecord Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), DemoJsonContext.Default.DemoRecord)
                ?? throw new DemoException($"{path}: must be a JSON object.");
        }
        catch (JsonException e)
        {
            throw new DemoException($"{path}: {e.Message}", e);
        }
    }

    private static void Write(string path, DemoRecord record)
    {
        var unfinished = path + ".new";
        File.WriteAllBytes(unfinished, JsonSerializer.SerializeToUtf8Bytes(record, DemoJsonContext.Default.DemoRecord));
        File.Move(unfinished, path, overwrite: true);
    }
}
