namespace PreDelinquency.Training.Experiments;

/// <summary>A run that is being recorded. What is written is in the folder at once.</summary>
public sealed class ActiveRun
{
    private const string Metrics = "metrics", Parameters = "params", Tags = "tags", Artifacts = "artifacts";
    private readonly string _folder;
    private readonly SortedDictionary<string, object?> _meta;
    private readonly TimeProvider _clock;

    internal ActiveRun(string id, string folder, SortedDictionary<string, object?> meta, TimeProvider clock)
    {
        (Id, _folder, _meta, _clock) = (id, folder, meta, clock);
        foreach (var part in new[] { Metrics, Parameters, Tags, Artifacts })
            Directory.CreateDirectory(Path.Combine(folder, part));
        MetaFile.Write(folder, meta);
    }

    /// <summary>32 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Records parameters, each in the place of one of that name.</summary>
    /// <exception cref="ArgumentException">A name is none that MLflow takes.</exception>
    public void SetParameters(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var (name, value) in parameters)
            File.WriteAllText(PathOf(Parameters, name), value);
    }

    /// <summary>Sets a tag.</summary>
    public void SetTag(string name, string value) => File.WriteAllText(PathOf(Tags, name), value);

    /// <summary>Records a value of a metric; one that is not a finite number is not recorded, as it was not measured.</summary>
    /// <param name="name">Letters, digits and <c>_-.</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">The how manieth, like the number of a tree.</param>
    public void Add(string name, double value, long step = 0)
    {
        if (double.IsFinite(value))
            File.AppendAllText(PathOf(Metrics, name), $"{_clock.GetUtcNow().ToUnixTimeMilliseconds()} {value:R} {step}\n");
    }

    /// <summary>Records the values of a metric at all steps at once; without a finite one there is no such metric.</summary>
    public void Add(string name, IEnumerable<(long Step, double Value)> history)
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var lines = history.Where(h => double.IsFinite(h.Value)).Select(h => $"{now} {h.Value:R} {h.Step}").ToArray();
        var path = PathOf(Metrics, name);
        if (lines.Length > 0)
            File.AppendAllLines(path, lines);
    }

    /// <summary>Keeps a copy of a file.</summary>
    public void AddArtifact(string file) => File.Copy(file, Path.Combine(_folder, Artifacts, Path.GetFileName(file)), overwrite: true);

    /// <summary>Ends the run.</summary>
    public void Finish(RunStatus status)
    {
        _meta["status"] = (int)status;
        _meta["end_time"] = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        MetaFile.Write(_folder, _meta);
    }

    private string PathOf(string part, string name)
    {
        if (name.Length is 0 or > 250 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') || name.All(c => c == '.'))
            throw new ArgumentException($"'{name}' must be letters, digits and _-. alone.", nameof(name));
        return Path.Combine(_folder, part, name);
    }
}
