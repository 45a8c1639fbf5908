namespace PreDelinquency.Cli.Tests;

public sealed class PolicyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_policy_that_the_program_carries_is_that_of_the_repository_and_in_order()
    {
        var carried = await PdiRun.ExecuteAsync("policy", "check");
        var folder = await PdiRun.ExecuteAsync("policy", "check", Repository.PathOf("policies/default"));

        Assert.Equal((0, ""), (carried.ExitCode, carried.Error));
        Assert.Matches("^default-[0-9a-f]{12}: in order, 270 texts in en, es, hi\\s*$", carried.Output);
        Assert.Equal(carried.Output, folder.Output);
    }

    [Fact]
    public async Task All_faults_are_listed_one_a_line()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("policies/default")))
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        var policy = File.ReadAllText(_folder.File("policy.yaml"));
        _folder.Write("policy.yaml", policy.Replace("mode: dry_run", "mode: maybe", StringComparison.Ordinal).Replace("contacts: 3", "contacts: 0", StringComparison.Ordinal));

        var run = await PdiRun.ExecuteAsync("policy", "check", _folder.Path);

        Assert.Equal((1, "pdi: 2 faults"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.Equal(
            "policy.yaml:5: mode must be one of dry_run, live, not 'maybe'\npolicy.yaml:48: caps.contacts must be a whole number from 1 to 100, not '0'\n",
            run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_refused_in_one_line()
    {
        var run = await PdiRun.ExecuteAsync("policy", "check", _folder.File("nowhere"));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal([$"pdi: DIR {_folder.File("nowhere")}: there is no such folder"], run.ErrorLines);
    }
}
