using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.People;
using PreDelinquency.Registry;

namespace PreDelinquency.Cli.Tests;

public sealed class ModelsCommandTests : IDisposable
{
    private static readonly string Shipped = Repository.PathOf("models/champion");
    private readonly TemporaryFolder _folder = new();

    private static string Version => ModelBundle.Load(Shipped).Version;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_goes_from_its_folder_to_champion_and_back()
    {
        var second = _folder.File("second");
        ModelBundle.Create(ModelBundle.Load(Shipped).Trees, ModelBundle.Load(Shipped).Document with { Version = "second" }).Save(second);

        Assert.Contains($"registered {Version}", await DoneAsync("register", Shipped), StringComparison.Ordinal);
        await DoneAsync("register", second);
        await DoneAsync("promote", Version);
        Assert.Equal($"champion {Version}, challenger nobody, shadow second, previous nobody", (await DoneAsync("assign", "shadow", "second")).Trim());
        await DoneAsync("promote", "second");
        var rolledBack = await DoneAsync("rollback");
        var list = await DoneAsync();
        var history = await DoneAsync("history", "--limit", "2");

        Assert.Equal($"champion {Version}, challenger nobody, shadow nobody, previous second", rolledBack.Trim());
        Assert.Matches($"{Version} +champion", list);
        Assert.Matches("second +previous", list);
        Assert.Contains($"roll back to {Version}", history, StringComparison.Ordinal);
        Assert.Contains("promote second", history, StringComparison.Ordinal);
        Assert.DoesNotContain("shadow second", history, StringComparison.Ordinal);
        Assert.Equal(Version, (await new FolderRegistry(_folder.File("registry"), TimeProvider.System).ReadRolesAsync(TestContext.Current.CancellationToken)).Champion);
    }

    [Fact]
    public async Task A_model_that_is_unproven_is_registered_with_a_warning_and_promoted_by_force_alone()
    {
        const string Doubt = "test_auc is 0.500 and may be as low as 0.490 (test_auc_low), which must be at least 0.70";
        var shipped = ModelBundle.Load(Shipped);
        ModelBundle.Create(shipped.Trees, shipped.Document with { Version = "coin", Metrics = new Dictionary<string, double> { ["test_auc"] = 0.5, ["test_auc_low"] = 0.49 } }).Save(_folder.File("coin"));
        string[] registry = ["--registry", _folder.File("registry")];

        var registered = await PdiRun.ExecuteAsync(["models", "register", _folder.File("coin"), .. registry]);
        var refused = await PdiRun.ExecuteAsync(["models", "promote", "coin", .. registry]);
        var listed = await PdiRun.ExecuteAsync(["models", .. registry]);

        Assert.Equal((0, $"warning: coin is unproven, and promoted only with --force: {Doubt}"), (registered.ExitCode, registered.ErrorLines[^1]));
        Assert.Equal((1, $"pdi: model coin is unproven and not promoted: {Doubt}. With --force it becomes the champion all the same"), (refused.ExitCode, Assert.Single(refused.ErrorLines)));
        Assert.Equal($"unproven: coin: {Doubt}", Assert.Single(listed.ErrorLines));
        Assert.StartsWith("champion coin,", await DoneAsync("promote", "coin", "--force"), StringComparison.Ordinal);
        Assert.DoesNotContain("unproven", (await PdiRun.ExecuteAsync(["models", "register", Shipped, .. registry])).Error, StringComparison.Ordinal);

        await DoneAsync("promote", Version);
        var back = await PdiRun.ExecuteAsync(["models", "rollback", .. registry]);
        Assert.Equal((1, $"pdi: model coin is unproven and not made the champion again: {Doubt}. With --force it becomes the champion all the same"), (back.ExitCode, Assert.Single(back.ErrorLines)));
        Assert.StartsWith("champion coin,", await DoneAsync("rollback", "--force"), StringComparison.Ordinal);
        Assert.Contains("roll back to coin, unproven, by force", await DoneAsync("history"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no model nothing", "promote", "nothing")]
    [InlineData("there is no previous champion", "rollback")]
    [InlineData("there is no model nothing", "assign", "challenger", "nothing")]
    public async Task What_cannot_be_done_is_told_in_one_line(string told, params string[] arguments)
    {
        await DoneAsync("register", Shipped);
        var run = await PdiRun.ExecuteAsync(["models", .. arguments, "--registry", _folder.File("registry")]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal($"pdi: {told}", Assert.Single(run.Error.Trim().Split('\n'))[..(5 + told.Length)]);
    }

    [Fact]
    public async Task Who_changes_roles_is_proven_by_a_token_or_named_as_the_operating_system_knows_them()
    {
        var (ann, bob) = (AccessToken.Create(), AccessToken.Create());
        await File.WriteAllTextAsync(_folder.File("people.yaml"), $"people:\n  - name: ann\n    roles: [model]\n    token_sha256: {AccessToken.HashOf(ann)}\n  - name: bob\n    roles: [agent]\n    token_sha256: {AccessToken.HashOf(bob)}\n", TestContext.Current.CancellationToken);
        foreach (var (name, token) in new[] { ("ann", ann), ("bob", bob), ("nobody", AccessToken.Create()) })
            await File.WriteAllTextAsync(_folder.File(name), token + "\n", TestContext.Current.CancellationToken);
        await DoneAsync("register", Shipped);

        ModelBundle.Create(ModelBundle.Load(Shipped).Trees, ModelBundle.Load(Shipped).Document with { Version = "second" }).Save(_folder.File("second"));
        await DoneAsync("register", _folder.File("second"));

        await DoneAsync("promote", Version);
        await DoneAsync(["assign", "shadow", "second", .. As("ann")]);
        var alone = await PdiRun.ExecuteAsync("models", "assign", "shadow", "nobody", "--people", _folder.File("people.yaml"), "--registry", _folder.File("registry"));
        var bobs = await PdiRun.ExecuteAsync(["models", "assign", "shadow", "nobody", .. As("bob"), "--registry", _folder.File("registry")]);
        var nobodys = await PdiRun.ExecuteAsync(["models", "assign", "shadow", "nobody", .. As("nobody"), "--registry", _folder.File("registry")]);

        Assert.Equal((1, "pdi: --people and --token-file go together"), (alone.ExitCode, Assert.Single(alone.ErrorLines)));
        Assert.Equal((1, "pdi: changing roles takes somebody with the role model; bob has agent"), (bobs.ExitCode, Assert.Single(bobs.ErrorLines)));
        Assert.Equal((1, $"pdi: --token-file {_folder.File("nobody")}: the token is that of nobody in {_folder.File("people.yaml")}"), (nobodys.ExitCode, Assert.Single(nobodys.ErrorLines)));
        var history = await new FolderRegistry(_folder.File("registry"), TimeProvider.System).ReadHistoryAsync(null, 10, TestContext.Current.CancellationToken);
        Assert.Equal(["ann", $"os:{Environment.UserName}"], history.Select(change => change.By));

        string[] As(string name) => ["--people", _folder.File("people.yaml"), "--token-file", _folder.File(name)];
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_not_made_by_looking()
    {
        var run = await PdiRun.ExecuteAsync("models", "--registry", _folder.File("none"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("there is no such folder", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("none")));
    }

    [Theory]
    [InlineData("assign", "champion", "x")]
    [InlineData("history", "--limit", "0")]
    [InlineData("--registry", "a", "--registry-database", "Host=b")]
    public async Task A_wrong_command_line_is_refused(params string[] arguments) =>
        Assert.Equal(2, (await PdiRun.ExecuteAsync(["models", .. arguments])).ExitCode);

    [Fact]
    public async Task A_role_that_is_not_given_is_told_in_plain_words()
    {
        var run = await PdiRun.ExecuteAsync("models", "assign", "champion", "x");

        Assert.Contains("the role must be challenger or shadow, not champion; champion and previous come from promote and rollback.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\\', run.Error);
    }

    private async Task<string> DoneAsync(params string[] arguments)
    {
        var run = await PdiRun.ExecuteAsync(["models", .. arguments, "--registry", _folder.File("registry")]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }
}
