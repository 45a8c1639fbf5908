using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Training.Experiments;

/// <summary>
/// A folder of recorded runs in the layout of MLflow's file store, so that <c>mlflow ui --backend-store-uri</c> shows it
/// (MLflow, mlflow/store/tracking/file_store.py). Runs that MLflow wrote into it are read too.
/// </summary>
/// <param name="root">The folder; made with the first run.</param>
/// <param name="clock">Tells when a run begins and ends.</param>
public sealed class RunStore(string root, TimeProvider clock)
{
    private const string Trash = ".trash", Models = "models", Active = "active";
    private static readonly HashSet<string> NotRuns = new(["tags", "datasets", "traces", "models"], StringComparer.Ordinal);
    private readonly string _root = Path.GetFullPath(root);

    /// <summary>Begins a run of an experiment, which is made where there is none of the name.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public ActiveRun Start(string experiment, string name, string? parentId = null)
    {
        var id = ExperimentId(experiment);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var folder = Path.Combine(_root, id);
        var runId = NewRunId(folder, $"{name}\n{parentId}\n{now}\n{Environment.ProcessId}");
        var run = new ActiveRun(runId, Path.Combine(folder, runId), new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["artifact_uri"] = $"{UriOf(folder)}/{runId}/artifacts",
            ["deleted_time"] = null,
            ["end_time"] = null,
            ["entry_point_name"] = "",
            ["experiment_id"] = id,
            ["lifecycle_stage"] = Active,
            ["run_id"] = runId,
            ["run_name"] = name,
            ["run_uuid"] = runId,
            ["source_name"] = "",
            ["source_type"] = 4,
            ["source_version"] = "",
            ["start_time"] = now,
            ["status"] = (int)RunStatus.Running,
            ["tags"] = Array.Empty<string>(),
            ["user_id"] = "pdi",
        }, clock);
        run.SetTag(RunTags.Name, name);
        run.SetTag(RunTags.Source, "pdi");
        if (parentId is not null)
            run.SetTag(RunTags.Parent, parentId);
        return run;
    }

    /// <summary>All runs that were not deleted. One that cannot be read hides no other.</summary>
    /// <exception cref="RunStoreException">The folder is missing.</exception>
    public RunListing List()
    {
        if (!Directory.Exists(_root))
            throw new RunStoreException($"{root} is not there: no run was recorded.");
        var runs = new List<RecordedRun>();
        var damaged = new List<DamagedRun>();
        foreach (var (experiment, _, name) in Experiments(damaged))
        {
            foreach (var folder in Directory.EnumerateDirectories(experiment).Where(IsRun))
            {
                if (Readable(folder, name, damaged, () => RunFolder.Read(folder, name)) is { } run)
                    runs.Add(run);
            }
        }

        return new RunListing(
            [.. runs.OrderByDescending(r => r.Started).ThenBy(r => r.Id, StringComparer.Ordinal)],
            [.. damaged.OrderBy(d => d.Id, StringComparer.Ordinal)]);
    }

    private static bool IsRun(string folder) => !NotRuns.Contains(Path.GetFileName(folder)) && File.Exists(Path.Combine(folder, MetaFile.Name));

    private static T? Readable<T>(string folder, string? experiment, List<DamagedRun> damaged, Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is RunStoreException or IOException or UnauthorizedAccessException)
        {
            damaged.Add(new DamagedRun(Path.GetFileName(folder), experiment, e.Message));
            return null;
        }
    }

    private IEnumerable<(string Folder, string Id, string Name)> Experiments(List<DamagedRun> damaged)
    {
        foreach (var folder in Directory.EnumerateDirectories(_root).Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileName(folder);
            if (id is Trash or Models || !File.Exists(Path.Combine(folder, MetaFile.Name)))
                continue;
            if (Readable(folder, null, damaged, () => MetaFile.Read(folder)) is { } meta && meta.GetValueOrDefault("lifecycle_stage") is (null or Active))
                yield return (folder, id, meta.GetValueOrDefault("name") ?? id);
        }
    }

    private string ExperimentId(string name)
    {
        if (!Directory.Exists(_root))
        {
            // MLflow expects these where a store is.
            Directory.CreateDirectory(Path.Combine(_root, Trash));
            Create("0", "Default");
        }

        var known = Experiments([]).FirstOrDefault(e => e.Name == name).Id;
        return known ?? Create(Number($"{name}\n{clock.GetUtcNow().ToUnixTimeMilliseconds()}"), name);
    }

    private string Create(string id, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, id)).FullName;
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        MetaFile.Write(folder, new SortedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["artifact_location"] = UriOf(folder),
            ["creation_time"] = now,
            ["experiment_id"] = id,
            ["last_update_time"] = now,
            ["lifecycle_stage"] = Active,
            ["name"] = name,
        });
        return id;
    }

    /// <summary>18 digits, as MLflow's own ids have.</summary>
    private static string Number(string text) =>
        (100_000_000_000_000_000 + (BitConverter.ToUInt64(Hash(text)) % 900_000_000_000_000_000)).ToString(CultureInfo.InvariantCulture);

    private static string NewRunId(string folder, string text)
    {
        for (var attempt = 0; ; attempt++)
        {
            var id = Convert.ToHexStringLower(Hash($"{text}\n{attempt}"))[..32];
            if (!Directory.Exists(Path.Combine(folder, id)))
                return id;
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string UriOf(string folder) => new Uri(folder).AbsoluteUri;
}
