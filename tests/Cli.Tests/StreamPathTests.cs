using PreDelinquency.Cli.Paths;

namespace PreDelinquency.Cli.Tests;

/// <summary>Which paths are streams, and that files are files wherever they lie.</summary>
public sealed class StreamPathTests : IDisposable
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Golden");

    private readonly TemporaryFolder _folder = new();
    private string? _inMemory;

    public void Dispose()
    {
        _folder.Dispose();
        if (_inMemory is not null)
            Directory.Delete(_inMemory, recursive: true);
    }

    [Theory]
    [InlineData("-", true)]
    [InlineData("/dev/null", true)]
    [InlineData("/dev/stdout", true)]
    [InlineData("/dev/fd/63", true)]
    [InlineData("/dev/shm/../null", true)]
    [InlineData("/dev", false)]
    [InlineData("/dev/shm", false)]
    [InlineData("/dev/shm/", false)]
    [InlineData("/dev/shm/table.csv", false)]
    [InlineData("/dev//shm/folder/table.csv", false)]
    [InlineData("/dev/../tmp/table.csv", false)]
    [InlineData("dev/null", false)]
    public void Streams_are_told_from_files(string path, bool isStream)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The names are Linux's.");
        Assert.Equal(isStream, PathRule.IsStream(path));
    }

    [Fact]
    public async Task A_file_in_memory_is_made_and_replaced_as_any_other()
    {
        var path = Path.Combine(InMemory(), "predictions.txt");
        var (made, expected) = (await PredictAsync(path), (await PredictAsync("-")).Output);
        Assert.Equal((0, expected), (made.ExitCode, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));

        await File.WriteAllTextAsync(path, expected + expected + "what was there", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await PredictAsync(path)).ExitCode);
        Assert.Equal(expected, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(InMemory()));
    }

    [Fact]
    public async Task A_file_in_memory_is_replaced_with_force_alone()
    {
        var path = Path.Combine(InMemory(), "transactions.ndjson");
        await File.WriteAllTextAsync(path, "mine", TestContext.Current.CancellationToken);

        var run = await PdiRun.ExecuteAsync("import", "--preset", "berka", _folder.Write("trans.asc", "x\n"), "--out", path);

        Assert.Equal((1, $"pdi: --out {path}: is there already; --force replaces it"), (run.ExitCode, Assert.Single(run.ErrorLines)));
        Assert.Equal("mine", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Devices_and_descriptors_are_written_to_and_nothing_behind_them_is_written_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux names descriptors.");
        var expected = (await PredictAsync("-")).Output;
        Assert.NotEmpty(expected);
        Assert.Equal((0, ""), await OutcomeAsync("/dev/null"));
        Assert.Equal((0, expected), await OutcomeAsync("/dev/stdout"));

        var log = _folder.Write("log", "before\n");
        await using (var open = new FileStream(log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            Assert.Equal((0, ""), await OutcomeAsync($"/dev/fd/{open.SafeFileHandle.DangerousGetHandle()}"));
        Assert.Equal("before\n" + expected, await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken));
    }

    private static async Task<(int ExitCode, string Output)> OutcomeAsync(string path)
    {
        var run = await PredictAsync(path);
        return (run.ExitCode, run.Output);
    }

    private static Task<PdiRun> PredictAsync(string path) =>
        PdiRun.ExecuteAsync("predict", "--model", Path.Combine(Golden, "missing/model.txt"), "--data", Path.Combine(Golden, "rows.csv"), "--out", path);

    private string InMemory()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "Linux has a folder in memory.");
        return _inMemory ??= Directory.CreateDirectory($"/dev/shm/predelinquency-{Environment.ProcessId}").FullName;
    }
}
