using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Cli.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_trained_bundle_serves_and_is_measured_the_same_afterwards()
    {
        var (data, model) = (_folder.File("population"), _folder.File("model"));
        await PdiRun.ExecuteAsync("generate", "--customers", "300", "--months", "12", "--seed", "5", "--out", data);

        var train = await PdiRun.ExecuteAsync("train", "--data", data, "--out", model, "--name", "test-1");
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.StartsWith("model test-1 on ", train.Output, StringComparison.Ordinal);
        Assert.Equal($"wrote {model}", train.ErrorLines[^1]);
        Assert.Equal("test-1", ModelBundle.Load(model).Version);

        var evaluate = await PdiRun.ExecuteAsync("evaluate", "--data", data, "--model", model);
        Assert.Equal((0, train.Output), (evaluate.ExitCode, evaluate.Output));
        var replay = await PdiRun.ExecuteAsync("replay", "--data", data, "--model", model);
        Assert.Equal(0, replay.ExitCode);
    }

    [Fact]
    public async Task Too_few_customers_to_learn_from_are_an_error_in_one_line()
    {
        await PdiRun.ExecuteAsync("generate", "--customers", "3", "--months", "2", "--out", _folder.Path);
        var run = await PdiRun.ExecuteAsync("train", "--data", _folder.Path, "--out", _folder.File("model"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("pdi: ", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("model")));
    }
}
