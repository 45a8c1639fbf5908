using System.Globalization;
using PreDelinquency.Training.Experiments;
using YamlDotNet.Serialization;

namespace PreDelinquency.Training.Tests.Experiments;

/// <summary>
/// Reads what is written by the rules of MLflow's file store (mlflow/store/tracking/file_store.py): the folders, the fields of
/// meta.yaml and their types, a metric's lines, parameters and tags as bare text.
/// </summary>
public sealed class RunStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _clock = new(Start);

    private string Root => _folder.File("mlruns");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_lies_where_mlflow_looks_for_it()
    {
        var store = new RunStore(Root, _clock);
        var run = store.Start("bank", "first");
        run.SetParameters([new("num_leaves", "24")]);
        run.Add("loss", [(1, 0.5), (2, 0.25), (3, double.NaN)]);
        run.Add("auc", 0.9375);
        run.SetTag("note", "two\nlines");
        run.AddArtifact(_folder.Write("card.md", "text"));
        _clock.Advance(TimeSpan.FromSeconds(90));
        run.Finish(RunStatus.Finished);

        Assert.True(Directory.Exists(Path.Combine(Root, ".trash")));
        Assert.Equal("Default", Meta(Path.Combine(Root, "0"))["name"]);
        var experiment = Assert.Single(Directory.GetDirectories(Root), d => Path.GetFileName(d) is not ("0" or ".trash"));
        var id = Path.GetFileName(experiment);
        Assert.Matches("^[1-9][0-9]{17}$", id);
        var about = Meta(experiment);
        Assert.Equal((id, "bank", "active"), (about["experiment_id"], about["name"], about["lifecycle_stage"]));
        Assert.Equal(new Uri(experiment).AbsoluteUri, about["artifact_location"]);

        // The id is text to YAML too, not a number.
        Assert.Contains($"experiment_id: \"{id}\"", File.ReadAllText(Path.Combine(experiment, "meta.yaml")), StringComparison.Ordinal);

        Assert.Matches("^[0-9a-f]{32}$", run.Id);
        var folder = Path.Combine(experiment, run.Id);
        var meta = Meta(folder);
        Assert.Equal(
            ["artifact_uri", "deleted_time", "end_time", "entry_point_name", "experiment_id", "lifecycle_stage", "run_id", "run_name", "run_uuid", "source_name", "source_type", "source_version", "start_time", "status", "tags", "user_id"],
            meta.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((run.Id, run.Id, "first", id, "active"), (meta["run_id"], meta["run_uuid"], meta["run_name"], meta["experiment_id"], meta["lifecycle_stage"]));
        Assert.Equal($"{new Uri(folder).AbsoluteUri}/artifacts", meta["artifact_uri"]);
        Assert.Equal(("3", "4"), (meta["status"], meta["source_type"]));
        Assert.Equal($"{Start.ToUnixTimeMilliseconds()}", meta["start_time"]);
        Assert.Equal($"{Start.ToUnixTimeMilliseconds() + 90_000}", meta["end_time"]);

        var now = Start.ToUnixTimeMilliseconds();
        Assert.Equal("24", File.ReadAllText(Path.Combine(folder, "params", "num_leaves")));
        Assert.Equal([$"{now} 0.5 1", $"{now} 0.25 2"], File.ReadAllLines(Path.Combine(folder, "metrics", "loss")));
        Assert.Equal($"{now} 0.9375 0\n", File.ReadAllText(Path.Combine(folder, "metrics", "auc")));
        Assert.Equal("first", File.ReadAllText(Path.Combine(folder, "tags", "mlflow.runName")));
        Assert.Equal("two\nlines", File.ReadAllText(Path.Combine(folder, "tags", "note")));
        Assert.Equal("text", File.ReadAllText(Path.Combine(folder, "artifacts", "card.md")));
    }

    [Theory]
    [InlineData("2026-11-21")]
    [InlineData("2026-11-21 10:00:00")]
    [InlineData("on")]
    [InlineData("Yes")]
    [InlineData("no")]
    [InlineData("y")]
    [InlineData("true")]
    [InlineData("1_000")]
    [InlineData("1:30")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("0x1F")]
    [InlineData("017")]
    [InlineData("0b11")]
    [InlineData("1e3")]
    [InlineData(".5")]
    [InlineData(".inf")]
    [InlineData(".NaN")]
    [InlineData("=")]
    [InlineData("<<")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("- item")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("#b")]
    [InlineData("*b")]
    [InlineData("two\nlines")]
    [InlineData("tab\tand \"quote\" and \\")]
    public void A_name_that_yaml_takes_for_something_else_stays_a_text(string name)
    {
        Assert.False(Yaml11.IsText(name), "a name that needs quotes");
        var run = new RunStore(Root, _clock).Start(name, name);
        var experiment = Directory.GetDirectories(Root).Single(d => Directory.Exists(Path.Combine(d, run.Id)));
        AssertQuoted(Path.Combine(experiment, run.Id), "run_name");
        AssertQuoted(experiment, "name");
        var read = Assert.Single(new RunStore(Root, _clock).List().Runs);
        Assert.Equal((name, name), (read.Name, read.Experiment));

        void AssertQuoted(string folder, string field)
        {
            Assert.Equal(name, Meta(folder)[field]);
            Assert.Contains($"\n{field}: \"", "\n" + File.ReadAllText(Path.Combine(folder, "meta.yaml")), StringComparison.Ordinal);
            foreach (var line in File.ReadAllLines(Path.Combine(folder, "meta.yaml")))
            {
                // In double quotes a text is a text; what is bare must be none.
                var (key, value) = line.Split(": ", 2) is [var k, var v] ? (k, v) : ("", "");
                Assert.True(key.Length > 0, $"'{line}' is one line of name and value");
                Assert.True(value.StartsWith('"') ? value.EndsWith('"') && value.Length > 1 : value is "" or "[]" || !Yaml11.IsText(value), line);
            }
        }
    }

    [Fact]
    public void A_run_is_running_until_it_ends()
    {
        var store = new RunStore(Root, _clock);
        var run = store.Start("bank", "first");
        Assert.Equal((RunStatus.Running, null), Only());
        run.Finish(RunStatus.Killed);
        Assert.Equal((RunStatus.Killed, Start), Only());

        (RunStatus, DateTimeOffset?) Only() => Assert.Single(store.List().Runs) is var r ? (r.Status, r.Ended) : default;
    }

    [Fact]
    public void What_was_recorded_is_read_the_latest_first_and_trials_know_their_run()
    {
        var store = new RunStore(Root, _clock);
        var parent = store.Start("bank", "search");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var trial = store.Start("bank", "trial", parent.Id);
        trial.Add("loss", 0.5, 0);
        trial.Add("loss", 0.75, 1);
        trial.Add("undefined", double.NaN);
        var runs = new RunStore(Root, _clock).List().Runs;
        Assert.Equal([trial.Id, parent.Id], runs.Select(r => r.Id));
        Assert.Equal([parent.Id, null], runs.Select(r => r.ParentId));
        Assert.Equal(0.75, Assert.Single(runs[0].Metrics).Value);
        Assert.All(runs, r => Assert.Equal("bank", r.Experiment));
        Assert.Equal(2, Directory.GetDirectories(Root).Count(d => Path.GetFileName(d) != ".trash"));
    }

    [Fact]
    public void Two_runs_of_one_moment_are_two()
    {
        var store = new RunStore(Root, _clock);
        Assert.NotEqual(store.Start("bank", "same").Id, store.Start("bank", "same").Id);
    }

    [Fact]
    public void A_run_that_mlflow_wrote_is_read_and_one_that_it_deleted_is_not()
    {
        Write("7/meta.yaml", "artifact_location: file:///x/7\ncreation_time: 1\nexperiment_id: '7'\nlast_update_time: 1\nlifecycle_stage: active\nname: theirs\n");
        Write("7/tags/mlflow.note", "an experiment's tag, no run");
        const string Run = "artifact_uri: file:///x\nend_time: null\nentry_point_name: ''\nexperiment_id: '7'\nlifecycle_stage: STAGE\nrun_id: a1\nrun_name: wistful-ant\nrun_uuid: a1\nsource_name: ''\nsource_type: 4\nsource_version: ''\nstart_time: 1721450907221\nstatus: 1\ntags: []\nuser_id: me\n";
        Write("7/a1/meta.yaml", Run.Replace("STAGE", "active", StringComparison.Ordinal));
        Write("7/a1/metrics/train/loss", "1721450907300 0.5 2\n1721450907400 0.9 1\n1721450907200 0.25 2\n");
        Write("7/a2/meta.yaml", Run.Replace("STAGE", "deleted", StringComparison.Ordinal));
        var run = Assert.Single(new RunStore(Root, _clock).List().Runs);
        Assert.Equal(("wistful-ant", "theirs", RunStatus.Running), (run.Name, run.Experiment, run.Status));

        // Of the highest step the latest.
        Assert.Equal(("train/loss", 0.5), (Assert.Single(run.Metrics).Key, run.Metrics["train/loss"]));
    }

    [Theory]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("nan", double.NaN)]
    [InlineData("1e-05", 1e-05)]
    [InlineData("0.0", 0)]
    [InlineData("0.5 0 m-3f2a dataset 9c41", 0.5)]
    public void A_metric_is_read_however_python_wrote_it(string written, double value)
    {
        WriteRun("a1");
        Write("7/a1/metrics/loss", $"1721450907300 {written}{(written.Contains(' ', StringComparison.Ordinal) ? "" : " 0")}\n");
        Write("7/a1/metrics/never", "");
        Assert.Equal(new KeyValuePair<string, double>("loss", value), Assert.Single(Assert.Single(new RunStore(Root, _clock).List().Runs).Metrics));
    }

    [Theory]
    [InlineData("7/a1/meta.yaml", "status: [", "a1")]
    [InlineData("7/a1/meta.yaml", "status: soon\nstart_time: 1\nlifecycle_stage: active\n", "a1")]
    [InlineData("7/a1/meta.yaml", "status: 9\nstart_time: 1\nlifecycle_stage: active\n", "a1")]
    [InlineData("7/a1/metrics/auc", "1 high 0\n", "a1")]
    [InlineData("7/a1/metrics/auc", "1 0.5 last\n", "a1")]
    [InlineData("8/meta.yaml", "name: [", "8")]
    public void What_is_broken_is_named_and_hides_nothing_else(string file, string text, string damaged)
    {
        WriteRun("a1");
        WriteRun("a2");
        Write(file, text);
        var listing = new RunStore(Root, _clock).List();
        var told = Assert.Single(listing.Damaged);
        Assert.Equal(damaged, told.Id);
        Assert.Contains(Path.Combine(Root, file), told.Problem, StringComparison.Ordinal);
        Assert.Equal(damaged == "a1" ? ["a2"] : ["a1", "a2"], listing.Runs.Select(r => r.Id));

        // Nor does it stand in the way of the next.
        var next = new RunStore(Root, _clock).Start("theirs", "next");
        Assert.Contains(next.Id, new RunStore(Root, _clock).List().Runs.Select(r => r.Id));
    }

    [Fact]
    public void A_history_without_a_number_leaves_no_file()
    {
        var run = new RunStore(Root, _clock).Start("bank", "first");
        run.Add("loss", [(1, double.NaN)]);
        run.Add("gain", []);
        Assert.Empty(Directory.GetFiles(Path.Combine(Directory.GetDirectories(Root, run.Id, SearchOption.AllDirectories).Single(), "metrics")));
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("a:b")]
    public void A_name_that_is_no_file_name_is_refused(string name)
    {
        var run = new RunStore(Root, _clock).Start("bank", "first");
        Assert.Throws<ArgumentException>(() => run.Add(name, 1));
        Assert.Throws<ArgumentException>(() => run.SetParameters([new(name, "1")]));
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_runs_to_show() =>
        Assert.Contains(Root, Assert.Throws<RunStoreException>(new RunStore(Root, _clock).List).Message, StringComparison.Ordinal);

    private static Dictionary<string, string> Meta(string folder) => new DeserializerBuilder().Build()
        .Deserialize<Dictionary<string, object?>>(File.ReadAllText(Path.Combine(folder, "meta.yaml")))
        .ToDictionary(v => v.Key, v => Convert.ToString(v.Value, CultureInfo.InvariantCulture) ?? "");

    private void WriteRun(string id)
    {
        Write("7/meta.yaml", "experiment_id: '7'\nlifecycle_stage: active\nname: theirs\n");
        Write($"7/{id}/meta.yaml", $"run_id: {id}\nlifecycle_stage: active\nstart_time: 1\nstatus: 3\n");
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
