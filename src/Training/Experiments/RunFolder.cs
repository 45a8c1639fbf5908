using System.Globalization;

namespace PreDelinquency.Training.Experiments;

/// <summary>Reads the folder of one run.</summary>
internal static class RunFolder
{
    /// <summary>The run; null where it was deleted.</summary>
    /// <exception cref="RunStoreException">A file is broken.</exception>
    public static RecordedRun? Read(string folder, string experiment)
    {
        var meta = MetaFile.Read(folder);
        if (meta.GetValueOrDefault("lifecycle_stage") is not (null or "active"))
            return null;
        var tags = Texts(folder, "tags");
        var id = Path.GetFileName(folder);
        return new RecordedRun
        {
            Id = id,
            Experiment = experiment,
            Name = meta.GetValueOrDefault("run_name") is { Length: > 0 } name ? name : tags.GetValueOrDefault(RunTags.Name, id),
            Status = (RunStatus)Number(folder, meta, "status", 1, (long)RunStatus.Killed),
            Started = Moment(folder, meta, "start_time"),
            Ended = string.IsNullOrEmpty(meta.GetValueOrDefault("end_time")) ? null : Moment(folder, meta, "end_time"),
            Parameters = Texts(folder, "params"),
            Metrics = Files(folder, "metrics").Select(f => (f.Name, Value: Latest(f.Path))).Where(m => m.Value is not null).ToDictionary(m => m.Name, m => m.Value!.Value, StringComparer.Ordinal),
            Tags = tags,
        };
    }

    private static DateTimeOffset Moment(string folder, IReadOnlyDictionary<string, string?> meta, string name) => DateTimeOffset.FromUnixTimeMilliseconds(
        Number(folder, meta, name, DateTimeOffset.MinValue.ToUnixTimeMilliseconds(), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static long Number(string folder, IReadOnlyDictionary<string, string?> meta, string name, long least, long most) =>
        long.TryParse(meta.GetValueOrDefault(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new RunStoreException($"{Path.Combine(folder, MetaFile.Name)}, {name}: must be a whole number from {least} to {most}, not '{meta.GetValueOrDefault(name)}'.");

    private static Dictionary<string, string> Texts(string folder, string part) =>
        Files(folder, part).ToDictionary(f => f.Name, f => File.ReadAllText(f.Path), StringComparer.Ordinal);

    /// <summary>Names may hold slashes; they are folders then.</summary>
    private static IEnumerable<(string Name, string Path)> Files(string folder, string part)
    {
        var place = Path.Combine(folder, part);
        return Directory.Exists(place)
            ? Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(place, f).Replace('\\', '/'), f))
            : [];
    }

    /// <summary>The value of the highest step, of equal ones the latest, as MLflow reads it; null where none was recorded.</summary>
    private static double? Latest(string path)
    {
        (long Step, long Time, double Value)? latest = null;
        foreach (var line in File.ReadLines(path))
        {
            // What MLflow writes after the step (newer ones: a model, a data set) is about the value and no part of it.
            var fields = line.Trim().Split(' ');
            long step = 0;
            if (fields.Length < 2
                || !long.TryParse(fields[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var time)
                || !TryParse(fields[1], out var value)
                || (fields.Length > 2 && !long.TryParse(fields[2], NumberStyles.Integer, CultureInfo.InvariantCulture, out step)))
                throw new RunStoreException($"{path}: '{line}' must be a time, a value and a step.");
            if (latest is null || (step, time, value).CompareTo(latest.Value) > 0)
                latest = (step, time, value);
        }

        return latest?.Value;
    }

    /// <summary>A number as Python writes it, which calls what is not finite inf, -inf and nan.</summary>
    private static bool TryParse(string text, out double value)
    {
        value = text switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, "nan" => double.NaN, _ => 0 };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }
}
