using System.Globalization;
using System.Runtime.Versioning;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Storage.Outreach;
using PreDelinquency.Storage.Sqlite;
using static PreDelinquency.Storage.Tests.Outreach.OutreachSamples;

namespace PreDelinquency.Storage.Tests.Outreach;

public sealed class SqliteOutreachStoreTests : OutreachStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override ValueTask<OutreachStore> OpenAsync() => new(OutreachStore.OpenFolder(_folder.Path, Keys));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Everything_is_there_when_opened_again()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        await Store.DisposeAsync();

        await InitializeAsync();
        Assert.Equal(Message.Text, (await Store.FindContactAsync("c1-i1", Token))!.Message!.Text);
        Assert.Null((await AuditVerification.RunAsync(Store, Keys, known: null, Token)).Fault);
    }

    [Fact]
    public async Task Other_keys_are_told_from_an_erased_customer()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        await Store.DisposeAsync();
        await using var other = OutreachStore.OpenFolder(_folder.Path, new OutreachKeys(new byte[32], new byte[32], new byte[32]));

        Assert.Contains("the key of c1", (await Assert.ThrowsAsync<StoreException>(async () => await other.FindContactAsync("c1-i1", Token))).Message, StringComparison.Ordinal);
        Assert.Contains("entry 1", (await AuditVerification.RunAsync(other, new OutreachKeys(new byte[32], new byte[32], new byte[32]), known: null, Token)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused()
    {
        await TamperAsync("PRAGMA user_version = 99");
        await Store.DisposeAsync();

        Assert.Contains("newer", Assert.Throws<StoreException>(() => OutreachStore.OpenFolder(_folder.Path, Keys)).Message, StringComparison.Ordinal);
        await GoBackAsync(5);
        await InitializeAsync();
    }

    [Fact]
    public async Task A_file_of_the_version_before_is_brought_up_to_date_with_all_that_is_in_it()
    {
        await Store.CommitAsync(Commit("c1", 1, 1) with { Outcomes = [new("c1-i1", ContactOutcome.Accepted, Noon, "app")] }, Token);
        await TamperAsync("DROP INDEX outreach_outcomes_answers; DROP TABLE outreach_opt_outs; PRAGMA user_version = 3");
        await Store.DisposeAsync();

        await InitializeAsync();

        Assert.Equal("c1-i1", Assert.Single(await Store.ReadAnswersAsync(10, Token)).ContactId);
        await TamperAsync("DROP INDEX outreach_outcomes_answers");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Nobody_else_reads_the_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SqliteOutreachDatabase.PathIn(_folder.Path)));
    }

    protected override Task GoBackAsync(int version) => TamperAsync(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));

    protected override Task TamperAsync(string sql)
    {
        using var database = new SqliteDatabase(SqliteOutreachDatabase.PathIn(_folder.Path), readOnly: false);
        database.Execute(sql);
        return Task.CompletedTask;
    }
}
