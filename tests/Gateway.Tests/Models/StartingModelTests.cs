using PreDelinquency.Gateway.Tests.Doubles;
using PreDelinquency.Gateway.Tests.Hosting;
using static PreDelinquency.Gateway.Tests.Models.ModelCalls;

namespace PreDelinquency.Gateway.Tests.Models;

/// <summary>Which model a gateway starts with.</summary>
public sealed class StartingModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Shipped => ShippedModel.Bundle.Version;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_of_the_command_line_becomes_the_champion()
    {
        var mine = await WriteAsync("mine");
        await using var program = await RunningProgram.StartAsync(_folder.File("data"), "--model", mine);
        using var http = new HttpClient { BaseAddress = program.Address };

        var page = await SendAsync(http, HttpMethod.Get, "/models");

        Assert.Equal("mine", page.GetProperty("serving").GetProperty("champion").GetString());
        Assert.Equal([Shipped, "mine"], page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("version").GetString()));
    }

    [Fact]
    public async Task A_model_of_the_command_line_that_is_unproven_is_told_to_be_so()
    {
        var coin = await WriteAsync("coin", auc: 0.5);

        await using var program = await RunningProgram.StartAsync(_folder.File("data"), "--model", coin);

        Assert.Contains("Warning: model coin is unproven, and the champion all the same: test_auc is 0.500 and may be as low as 0.490 (test_auc_low), which must be at least 0.70.", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_with_the_same_command_line_does_not_undo_a_rollback()
    {
        var mine = await WriteAsync("mine");
        await using (var program = await RunningProgram.StartAsync(_folder.File("data"), "--model", mine))
        {
            using var http = new HttpClient { BaseAddress = program.Address };
            await SendAsync(http, HttpMethod.Put, "/models/roles/challenger", $"{{\"version\":\"{Shipped}\"}}");
            await SendAsync(http, HttpMethod.Post, $"/models/{Shipped}/promote");
            await SendAsync(http, HttpMethod.Post, "/models/rollback");
            await SendAsync(http, HttpMethod.Post, "/models/rollback");
        }

        await using var restarted = await RunningProgram.StartAsync(_folder.File("data"), "--model", mine);
        using var client = new HttpClient { BaseAddress = restarted.Address };

        Assert.Equal(Shipped, (await SendAsync(client, HttpMethod.Get, "/models")).GetProperty("serving").GetProperty("champion").GetString());
        Assert.Contains("registered already and not the champion", restarted.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_is_new_beside_a_store_that_another_model_judged_is_told()
    {
        var mine = await WriteAsync("mine");
        var (data, registry) = (_folder.File("data"), _folder.File("registry"));
        await (await RunningProgram.StartAsync(data, "--registry", registry, "--model", mine)).DisposeAsync();
        Directory.Move(registry, _folder.File("away"));

        await using (var program = await RunningProgram.StartAsync(data, "--registry", registry))
            Assert.Contains($"Warning: the registry (folder {registry}) is new, but model mine judged last in this store, and model {Shipped} goes on from here.", program.Output, StringComparison.Ordinal);
        await using var again = await RunningProgram.StartAsync(data, "--registry", registry);
        Assert.DoesNotContain("is new", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_champion_that_is_lost_is_told_with_what_to_do_and_that_helps()
    {
        var mine = await WriteAsync("mine");
        await (await RunningProgram.StartAsync(_folder.File("data"), "--model", mine)).DisposeAsync();
        Directory.Delete(Path.Combine(_folder.File("data"), "models", "bundles", "mine"), recursive: true);

        var refused = await ProgramRun.ExecuteAsync("--urls", "http://127.0.0.1:0", "--data", _folder.File("data"));
        await using var program = await RunningProgram.StartAsync(_folder.File("data"), "--model", ShippedModel.Folder);
        using var http = new HttpClient { BaseAddress = program.Address };

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--model ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(Shipped, (await SendAsync(http, HttpMethod.Get, "/models")).GetProperty("serving").GetProperty("champion").GetString());
    }

    private async Task<string> WriteAsync(string version, double? auc = null)
    {
        var folder = Directory.CreateDirectory(_folder.File(version)).FullName;
        foreach (var (name, bytes) in OtherModel.Of(version, 0.5, auc).Contents)
            await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes.ToArray(), Token);
        return folder;
    }
}
