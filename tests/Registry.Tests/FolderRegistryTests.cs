namespace PreDelinquency.Registry.Tests;

public sealed class FolderRegistryTests : RegistryContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Others hold its lock for moments only, and a clock that stands would wait for them for ever.
    protected override Task<IModelRegistry> OpenAsync() => Task.FromResult<IModelRegistry>(new FolderRegistry(_folder.File("registry"), new TimersOfTheSystem(Time)));

    protected override async Task TamperAsync(string version, string file, string? content)
    {
        var path = PathOf(version, file);
        if (content is null)
            File.Delete(path);
        else
            await File.WriteAllTextAsync(path, content, Token);
    }

    protected override async Task RecordAsync(string version, string fingerprint)
    {
        var path = PathOf(version, ".registration.json");
        var registration = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(path, Token))!;
        registration["Fingerprint"] = fingerprint;
        await File.WriteAllTextAsync(path, registration.ToJsonString(), Token);
    }

    [Theory]
    [InlineData("model.txt")]
    [InlineData("bundle.json")]
    [InlineData(".registration.json")]
    public async Task A_file_that_cannot_be_read_now_is_a_fault_of_the_registry_and_not_of_the_model(string file)
    {
        await using var registry = await OpenAsync();
        await registry.RegisterAsync(Bundles.Named("a"), Token);
        await using (new FileStream(PathOf("a", file), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Equal(RegistryProblem.Unavailable, (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.LoadAsync("a", Token))).Kind);

        Assert.Equal("a", (await registry.LoadAsync("a", Token)).Version);
    }

    private string PathOf(string version, string file) => Path.Combine(_folder.File("registry"), "bundles", version, file);

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_without_words_of_the_runtime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux has a folder that takes no folders.");

        Assert.Equal("The registry in folder /proc/models cannot be made: folders cannot be kept there.", Assert.Throws<ModelRegistryException>(() => new FolderRegistry("/proc/models", TimeProvider.System)).Message);
    }

    [Fact]
    public async Task A_line_of_the_journal_without_its_end_does_not_count_and_is_written_over()
    {
        await using var registry = await OpenAsync();
        await registry.RegisterAsync(Bundles.Named("a"), Token);
        await registry.RegisterAsync(Bundles.Named("b"), Token);
        await registry.PromoteAsync("a", Token);
        var journal = Path.Combine(_folder.File("registry"), "roles.jsonl");
        await File.AppendAllTextAsync(journal, "{\"at\":\"2026-", Token);

        Assert.Equal("a", (await registry.ReadRolesAsync(Token)).Champion);
        await registry.PromoteAsync("b", Token);

        Assert.Equal(["promote b", "promote a"], (await registry.ReadHistoryAsync(null, 10, Token)).Select(h => h.Action));
        Assert.Equal(2, (await File.ReadAllLinesAsync(journal, Token)).Length);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"at":"2026-01-01T00:00:00Z","action":"promote a","roles":null}""")]
    public async Task A_damaged_line_is_told_with_its_place(string line)
    {
        await using var registry = await OpenAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.File("registry"), "roles.jsonl"), line + "\n", Token);

        var failure = await Assert.ThrowsAsync<ModelRegistryException>(() => registry.ReadRolesAsync(Token));

        Assert.Contains("roles.jsonl line 1", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bundle.json", "{")]
    [InlineData("bundle.json", null)]
    [InlineData(".registration.json", "")]
    [InlineData("model.txt", "tree\n")]
    [InlineData(null, null)]
    public async Task A_champion_that_is_damaged_or_lost_hides_nobody_else_and_can_be_replaced(string? file, string? content)
    {
        await using var registry = await OpenAsync();
        foreach (var version in new[] { "a", "b", "c" })
            await registry.RegisterAsync(Bundles.Named(version), Token);
        await registry.PromoteAsync("a", Token);
        var bundle = Path.Combine(_folder.File("registry"), "bundles", "a");
        if (file is null)
            Directory.Delete(bundle, recursive: true);
        else if (content is null)
            File.Delete(Path.Combine(bundle, file));
        else
            await File.WriteAllTextAsync(Path.Combine(bundle, file), content, Token);

        var listing = await registry.ListAsync(Token);
        Assert.Equal(["b", "c"], listing.Models.Select(m => m.Version).Where(v => v != "a"));
        Assert.All(listing.Damaged.Keys, version => Assert.Equal("a", version));
        Assert.Equal(file != "model.txt", listing.Damaged.ContainsKey("a"));
        var roles = await registry.PromoteAsync("b", Token);
        Assert.Equal(("b", "a"), (roles.Champion, roles.Previous));
        Assert.Equal("c", (await registry.PromoteAsync("c", Token)).Champion);
    }

    [Theory]
    [InlineData("registry/bundles")]
    [InlineData("registry")]
    public async Task What_is_away_is_a_fault_of_the_registry_which_is_not_empty_and_changes_nothing(string lost)
    {
        await using var registry = await OpenAsync();
        Assert.Empty((await registry.ListAsync(Token)).Models);
        await registry.RegisterAsync(Bundles.Named("a"), Token);
        await registry.PromoteAsync("a", Token);
        await registry.RegisterAsync(Bundles.Named("c"), Token);
        var before = await registry.AssignAsync(ModelRole.Shadow, "c", by: null, Token);
        var (there, away) = (_folder.File(lost), _folder.File("away"));
        Directory.Move(there, away);

        Func<Task>[] uses =
        [
            () => registry.ListAsync(Token), () => registry.ReadRolesAsync(Token), () => registry.ReadHistoryAsync(null, 10, Token), () => registry.LoadAsync("a", Token),
            () => registry.RegisterAsync(Bundles.Named("b"), Token), () => registry.PromoteAsync("b", Token), () => registry.AssignAsync(ModelRole.Shadow, null, by: null, Token), () => registry.RollbackAsync(from: null, isForced: true, by: null, Token),
        ];
        foreach (var use in uses)
            Assert.Equal(RegistryProblem.Unavailable, (await Assert.ThrowsAsync<ModelRegistryException>(use)).Kind);
        Assert.False(Directory.Exists(there));
        Directory.Move(away, there);
        Assert.Equal(["a", "c"], (await registry.ListAsync(Token)).Models.Select(model => model.Version));
        Assert.Equal(before, await registry.ReadRolesAsync(Token));
    }

    [Theory]
    [InlineData("gone.json", "gone.json: there is no such file")]
    [InlineData("model.txt", "model.txt: is not the file")]
    [InlineData("../model.txt", "cannot lie beside it")]
    public void A_bundle_whose_document_names_other_files_than_it_has_cannot_be_used(string file, string told)
    {
        var document = Bundles.Shipped.Document with { Files = new Dictionary<string, string> { [file] = new string('0', 64) } };
        var bundle = BundleFiles.Create(
            new Dictionary<string, ReadOnlyMemory<byte>>(Bundles.Shipped.Contents) { ["bundle.json"] = System.Text.Encoding.UTF8.GetBytes(document.ToJson()) }, "test");

        Assert.Contains(told, Assert.Throws<Domain.Risk.ModelBundleException>(bundle.ToModel).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("")]
    public void A_file_whose_name_could_lead_elsewhere_is_in_no_bundle(string name) =>
        Assert.Throws<Domain.Risk.ModelBundleException>(() => BundleFiles.Create(new Dictionary<string, ReadOnlyMemory<byte>>(Bundles.Shipped.Contents) { [name] = default }, "test"));

    [Fact]
    public async Task A_bundle_that_was_being_copied_when_the_machine_stopped_is_not_there()
    {
        var incoming = Directory.CreateDirectory(Path.Combine(_folder.File("registry"), "bundles", ".incoming-a"));
        await File.WriteAllTextAsync(Path.Combine(incoming.FullName, "bundle.json"), "{", Token);
        await using var registry = await OpenAsync();

        Assert.Empty((await registry.ListAsync(Token)).Models);
        await registry.RegisterAsync(Bundles.Named("a"), Token);
        Assert.Equal("a", Assert.Single((await registry.ListAsync(Token)).Models).Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData(".a")]
    [InlineData("a\n")]
    [InlineData("history")]
    public void A_version_that_could_lead_elsewhere_is_no_version(string version) =>
        Assert.Contains("version must be", Assert.Throws<Domain.Risk.ModelBundleException>(() => Bundles.Named(version)).Message, StringComparison.Ordinal);

    /// <summary>Moments of one clock, timers of the machine.</summary>
    private sealed class TimersOfTheSystem(TimeProvider moments) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => moments.GetUtcNow();
    }
}
