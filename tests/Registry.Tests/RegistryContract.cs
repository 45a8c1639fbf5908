using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Registry.Tests;

/// <summary>What every kind of registry keeps.</summary>
public abstract class RegistryContract
{
    protected static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal ManualTime Time { get; } = new(Start);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens the same registry, however often it is called.</summary>
    protected abstract Task<IModelRegistry> OpenAsync();

    /// <summary>Changes a file of a registered model behind the registry's back.</summary>
    /// <param name="version">The model.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="content">The new content; null to remove the file.</param>
    protected abstract Task TamperAsync(string version, string file, string? content);

    /// <summary>Puts a fingerprint in place of the recorded one.</summary>
    protected abstract Task RecordAsync(string version, string fingerprint);

    [Fact]
    public async Task A_bundle_comes_back_file_for_file_and_scores_the_same()
    {
        await using (var registry = await OpenAsync())
            await registry.RegisterAsync(Bundles.Shipped, Token);

        await using var again = await OpenAsync();
        var bundle = await again.ReadAsync(Bundles.Shipped.Version, Token);
        var model = Assert.Single((await again.ListAsync(Token)).Models);

        Assert.Equal(Bundles.Shipped.Contents.Select(c => (c.Key, Convert.ToHexString(c.Value.Span))), bundle.Contents.Select(c => (c.Key, Convert.ToHexString(c.Value.Span))));
        Assert.Equal((Bundles.Shipped.Version, Bundles.Shipped.Fingerprint, Start), (model.Version, model.Fingerprint, model.RegisteredAt));
        Assert.Equal(Bundles.Shipped.Contents.Keys, model.Files);
        Assert.Equal(ModelBundle.Load(Repository.PathOf("models/champion")).ToText(), (await again.LoadAsync(Bundles.Shipped.Version, Token)).ToText());
    }

    [Fact]
    public async Task A_registered_model_never_changes()
    {
        await using var registry = await OpenAsync();
        await registry.RegisterAsync(Bundles.Named("1.0"), Token);
        Time.Advance(TimeSpan.FromHours(1));
        var again = await registry.RegisterAsync(Bundles.Named("1.0"), Token);

        var refusal = await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisterAsync(Bundles.Named("1.0", data: "other data"), Token));

        // What judges is the same: what is said of it stays as it is, and the answer says in what it differs.
        var kept = await registry.RegisterAsync(Bundles.Named("1.0", "another card"), Token);
        Assert.Equal((again.Fingerprint, again.RegisteredAt), (kept.Fingerprint, kept.RegisteredAt));
        Assert.Equal("model-card.md", Assert.Single(kept.Differing));
        Assert.Empty(again.Differing);

        Assert.Equal(Start, again.RegisteredAt);
        Assert.Equal(RegistryProblem.Conflict, refusal.Kind);
        Assert.Contains("1.0 is taken by another bundle (bundle.json differ)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("a card", (await registry.ReadAsync("1.0", Token)).TextOf("model-card.md"));
    }

    [Theory]
    [InlineData("model-card.md", "another card", "has changed")]
    [InlineData("model.txt", "tree", "has changed")]
    [InlineData("model-card.md", null, "model-card.md", "has changed")]
    [InlineData("notes.md", "was not there", "has changed")]
    public async Task A_file_that_was_changed_added_or_lost_since_is_noticed(string file, string? content, params string[] told)
    {
        await using var registry = await OpenAsync();
        await registry.RegisterAsync(Bundles.Named("1.0"), Token);
        await registry.RegisterAsync(Bundles.Named("2.0"), Token);
        await TamperAsync("1.0", file, content);

        var failure = await Assert.ThrowsAsync<ModelBundleException>(() => registry.ReadAsync("1.0", Token));
        Assert.Equal(BundleProblem.Unusable, failure.Kind);
        Assert.Contains(told, t => failure.Message.Contains(t, StringComparison.Ordinal));
        await Assert.ThrowsAsync<ModelBundleException>(() => registry.PromoteAsync("1.0", Token));
        Assert.Equal("2.0", (await registry.ReadAsync("2.0", Token)).Version);
    }

    [Fact]
    public async Task A_model_that_an_older_program_registered_is_read_as_before()
    {
        await using var registry = await OpenAsync();
        var bundle = Bundles.Named("1.0");
        await registry.RegisterAsync(bundle, Token);
        await RecordAsync("1.0", bundle.JudgingFingerprint);

        Assert.Equal(bundle.Fingerprint, (await registry.ReadAsync("1.0", Token)).Fingerprint);
        Assert.Equal("model-card.md", Assert.Single((await registry.RegisterAsync(Bundles.Named("1.0", "another card"), Token)).Differing));
        Assert.Equal(RegistryProblem.Conflict, (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RegisterAsync(Bundles.Named("1.0", data: "other"), Token))).Kind);
    }

    [Fact]
    public async Task Promotions_and_rollbacks_move_the_champion_and_are_all_kept()
    {
        await using var registry = await OpenAsync();
        foreach (var version in new[] { "a", "b", "c" })
            await registry.RegisterAsync(Bundles.Named(version), Token);
        await registry.PromoteAsync("a", Token);
        await registry.AssignAsync(ModelRole.Shadow, "b", "m.santos", Token);
        await registry.AssignAsync(ModelRole.Challenger, "b", by: null, Token);
        Assert.Equal([ModelRole.Challenger, ModelRole.Shadow], (await registry.ReadRolesAsync(Token)).Of("b"));

        var promoted = await registry.PromoteAsync("b", Token);
        Assert.Equal(("b", "a", null, null, 4L), (promoted.Champion, promoted.Previous, promoted.Challenger, promoted.Shadow, promoted.Revision));
        Assert.Equal(promoted, await registry.PromoteAsync("b", Token));
        Time.Advance(TimeSpan.FromDays(1));
        var back = await registry.RollbackAsync("b", isForced: false, "ana", Token);

        Assert.Equal(("a", "b"), (back.Champion, back.Previous));
        Assert.Equal(back, await registry.ReadRolesAsync(Token));
        var history = await registry.ReadHistoryAsync(null, 10, Token);
        Assert.Equal(["roll back to a", "promote b", "challenger b", "shadow b", "promote a"], history.Select(h => h.Action));
        Assert.Equal(["ana", null, null, "m.santos", null], history.Select(h => h.By));
        Assert.Equal(Start.AddDays(1), history[0].At);
        Assert.Equal(back, history[0].Roles);
        Assert.Equal(history.Take(2), await registry.ReadHistoryAsync(null, 2, Token));
        Assert.Equal(history.Skip(2).Take(2), await registry.ReadHistoryAsync(history[1].Roles.Revision, 2, Token));
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_the_reason_and_changes_nothing()
    {
        await using var registry = await OpenAsync();
        await registry.RegisterAsync(Bundles.Named("a"), Token);
        await registry.RegisterAsync(Bundles.Foreign("foreign"), Token);
        var before = await registry.PromoteAsync("a", Token);

        Assert.Equal(RegistryProblem.Unknown, (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.PromoteAsync("nobody", Token))).Kind);
        Assert.Equal(RegistryProblem.Unknown, (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.ReadAsync("../a", Token))).Kind);
        Assert.Equal(RegistryProblem.Conflict, (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RollbackAsync(null, isForced: false, by: null, Token))).Kind);
        Assert.Equal(RegistryProblem.Conflict, (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.AssignAsync(ModelRole.Champion, "a", by: null, Token))).Kind);
        Assert.Equal(RegistryProblem.Unknown, (await Assert.ThrowsAsync<ModelRegistryException>(() => registry.ChangeRolesAsync("wrong", by: null, roles => roles with { Shadow = "nobody" }, Token))).Kind);
        var foreign = await Assert.ThrowsAsync<ModelBundleException>(() => registry.PromoteAsync("foreign", Token));

        Assert.Contains("shoe_size", foreign.Message, StringComparison.Ordinal);
        Assert.Contains(Bundles.Shipped.Document.Features[0], foreign.Message, StringComparison.Ordinal);
        Assert.Equal(before, await registry.ReadRolesAsync(Token));
        Assert.Single(await registry.ReadHistoryAsync(null, 10, Token));
    }

    [Fact]
    public async Task What_is_unproven_is_registered_and_becomes_the_champion_only_by_force()
    {
        await using var registry = await OpenAsync();
        await registry.RegisterAsync(Bundles.Named("good"), Token);
        await registry.RegisterAsync(Bundles.Unproven("coin", 0.5), Token);
        await registry.RegisterAsync(Bundles.Unproven("silent", null), Token);
        await registry.RegisterAsync(Bundles.Unproven("small", 0.9, new UnprovenLevel(RiskLevel.High, 0.76, 0.43, 300), new UnprovenLevel(RiskLevel.Critical, 0.86, null, 300)), Token);
        var before = await registry.PromoteAsync("good", Token);

        Assert.Equal("model coin is unproven and not promoted: test_auc is 0.500 and may be as low as 0.490 (test_auc_low), which must be at least 0.70.", await RefusedAsync("coin"));
        Assert.Equal("model silent is unproven and not promoted: its bundle has no test_auc, so that nobody knows how well it ranks.", await RefusedAsync("silent"));
        var small = await RefusedAsync("small");
        Assert.Contains("HIGH has no threshold from which on 76% miss a payment (high_precision): the best threshold of the 300 calibration rows reached 43%;", small, StringComparison.Ordinal);
        Assert.Contains("CRITICAL has no threshold from which on 86% miss a payment (critical_precision): the 300 calibration rows were too few for any.", small, StringComparison.Ordinal);
        Assert.Equal(before, await registry.ReadRolesAsync(Token));
        Assert.Equal("coin", (await registry.AssignAsync(ModelRole.Shadow, "coin", by: null, Token)).Shadow);

        var forced = await registry.PromoteAsync("coin", isForced: true, by: null, Token);
        Assert.Equal("coin", forced.Champion);

        // It is promoted already: nothing is refused, and nothing changes.
        Assert.Equal(forced, await registry.PromoteAsync("coin", Token));
        Assert.Equal("good", (await registry.PromoteAsync("good", isForced: true, by: null, Token)).Champion);
        Assert.Equal(["promote good", "promote coin, unproven, by force"], (await registry.ReadHistoryAsync(null, 2, Token)).Select(h => h.Action));

        // A rollback has the same consequences, and asks for the same.
        var back = await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RollbackAsync("good", isForced: false, by: null, Token));
        Assert.Equal(RegistryProblem.Unproven, back.Kind);
        Assert.StartsWith("model coin is unproven and not made the champion again: test_auc is 0.500", back.Message, StringComparison.Ordinal);
        Assert.Equal("good", (await registry.ReadRolesAsync(Token)).Champion);
        Assert.Equal("coin", (await registry.RollbackAsync("good", isForced: true, by: null, Token)).Champion);
        Assert.Equal("good", (await registry.RollbackAsync(null, isForced: false, by: null, Token)).Champion);
        Assert.Equal(["roll back to good", "roll back to coin, unproven, by force"], (await registry.ReadHistoryAsync(null, 2, Token)).Select(h => h.Action));

        async Task<string> RefusedAsync(string version)
        {
            var refusal = await Assert.ThrowsAsync<ModelRegistryException>(() => registry.PromoteAsync(version, Token));
            Assert.Equal(RegistryProblem.Unproven, refusal.Kind);
            return refusal.Message;
        }
    }

    [Theory]
    [InlineData(0.72, 0.69, "test_auc is 0.720 and may be as low as 0.690 (test_auc_low), which must be at least 0.70")]
    [InlineData(0.72, null, "its bundle has no test_auc_low, so that its test_auc of 0.720 may be chance")]
    [InlineData(0.72, double.NaN, "its bundle has no test_auc_low, so that its test_auc of 0.720 may be chance")]
    [InlineData(0.72, 0.7, null)]
    public void A_model_is_proven_by_the_lower_end_of_its_interval(double auc, double? low, string? doubt)
    {
        var metrics = new Dictionary<string, double> { ["test_auc"] = auc };
        if (low is { } value)
            metrics["test_auc_low"] = value;

        Assert.Equal(doubt, Promotion.Doubts(Bundles.Shipped.Document with { Metrics = metrics, UnprovenLevels = [] }).SingleOrDefault());
    }

    [Fact]
    public async Task A_rollback_from_a_model_that_is_not_there_is_told_so_and_from_a_damaged_one_is_done()
    {
        await using var registry = await OpenAsync();
        foreach (var version in new[] { "a", "b" })
        {
            await registry.RegisterAsync(Bundles.Named(version), Token);
            await registry.PromoteAsync(version, Token);
        }

        var unknown = await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RollbackAsync("nobody", isForced: false, by: null, Token));
        Assert.Equal(RegistryProblem.Unknown, unknown.Kind);

        await TamperAsync("b", "bundle.json", "{");
        Assert.Equal("a", (await registry.RollbackAsync("b", isForced: false, by: null, Token)).Champion);
    }

    [Fact]
    public async Task A_rollback_from_a_champion_that_is_none_any_more_does_nothing()
    {
        await using var registry = await OpenAsync();
        foreach (var version in new[] { "a", "b" })
        {
            await registry.RegisterAsync(Bundles.Named(version), Token);
            await registry.PromoteAsync(version, Token);
        }

        await registry.RollbackAsync("b", isForced: false, by: null, Token);
        var refusal = await Assert.ThrowsAsync<ModelRegistryException>(() => registry.RollbackAsync("b", isForced: false, by: null, Token));

        Assert.Contains("the champion is a, not b", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("a", (await registry.ReadRolesAsync(Token)).Champion);
    }

    [Fact]
    public async Task A_champion_that_was_away_meanwhile_and_came_back_is_not_rolled_back_to_somebody_else()
    {
        await using var registry = await OpenAsync();
        foreach (var version in new[] { "a", "b", "c" })
            await registry.RegisterAsync(Bundles.Named(version), Token);
        await registry.PromoteAsync("a", Token);
        await registry.PromoteAsync("b", Token);

        // While a is being looked at, others promote c and then b again: the previous one is c now.
        var busy = new BusyRegistry(registry, async () =>
        {
            await registry.PromoteAsync("c", Token);
            await registry.PromoteAsync("b", Token);
        });
        var refusal = await Assert.ThrowsAsync<ModelRegistryException>(() => busy.RollbackAsync("b", isForced: false, by: null, Token));

        Assert.Equal(RegistryProblem.Conflict, refusal.Kind);
        Assert.Contains("meanwhile", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("b", "c"), (await registry.ReadRolesAsync(Token)) is var roles ? (roles.Champion, roles.Previous) : default);
    }

    [Fact]
    public async Task Changes_at_the_same_time_from_several_programs_all_count()
    {
        const int Programs = 6;
        await using (var registry = await OpenAsync())
        {
            for (var i = 0; i < Programs; i++)
                await registry.RegisterAsync(Bundles.Named($"v{i}"), Token);
        }

        await Task.WhenAll(Enumerable.Range(0, Programs).Select(i => Task.Run(async () =>
        {
            await using var registry = await OpenAsync();
            await registry.ChangeRolesAsync($"promote v{i}", by: null, roles => roles.Promoted($"v{i}"), Token);
        }, Token)));

        await using var after = await OpenAsync();
        var history = await after.ReadHistoryAsync(null, 100, Token);
        Assert.Equal(Enumerable.Range(1, Programs).Reverse().Select(i => (long)i), history.Select(h => h.Roles.Revision));
        for (var i = 0; i + 1 < Programs; i++)
            Assert.Equal(history[i + 1].Roles.Champion, history[i].Roles.Previous);
    }
}
