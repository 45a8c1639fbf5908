using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Storage;
using PreDelinquency.Storage.Outreach;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Outreach.Tests.Running;

public sealed class ServedPolicyTests : IAsyncLifetime
{
    private readonly PolicyFolder _folder = new();
    private readonly TemporaryFolder _data = new();
    private OutreachStore _store = null!;

    /// <summary>What the verification is to find at the end.</summary>
    private string? _fault;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _store = OutreachStore.OpenFolder(_data.Path, OutreachKeys.Open(_data.File("keys"), mayCreate: true));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        // Whatever a test did: the store is what the log tells.
        var fault = await new LedgerVerification(_store).RunAsync(CancellationToken.None);
        await _store.DisposeAsync();
        _data.Dispose();
        _folder.Dispose();
        Assert.Equal(_fault, fault);
    }

    [Fact]
    public async Task A_changed_policy_takes_two_persons()
    {
        using var served = new ServedPolicy(_folder.Path, mayBeLive: true);
        var before = served.Current.Version;
        _folder.Change("policy.yaml", "contacts: 3", "contacts: 2");

        Assert.True(await served.LookAsync(_store, Office.Noon, Token));
        Assert.False(await served.LookAsync(_store, Office.Noon, Token));
        var waiting = served.Waiting!.Version;
        Assert.Equal(before, served.Current.Version);
        Assert.Null(await served.DecideAsync(_store, waiting, "bob", confirms: true, Office.Noon, Token));

        await served.ProposeAsync(_store, null, "ann", Office.Noon, Token);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await served.ProposeAsync(_store, null, "bob", Office.Noon, Token));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await served.DecideAsync(_store, waiting, " Ann ", confirms: true, Office.Noon, Token));
        Assert.Equal(before, served.Current.Version);
        await served.DecideAsync(_store, waiting, "bob", confirms: true, Office.Noon, Token);

        Assert.Equal((waiting, 2, null), (served.Current.Version, served.Current.Policy.Caps.Contacts, served.Waiting));
        Assert.Equal(["policy_proposed", "policy_confirmed"], (await _store.ReadAuditAsync(0, 10, opensBodies: true, Token)).Select(e => e.Kind));
    }

    [Fact]
    public async Task What_is_proposed_is_what_was_read()
    {
        using var served = new ServedPolicy(_folder.Path, mayBeLive: true);
        _folder.Change("policy.yaml", "contacts: 3", "contacts: 2");
        await served.LookAsync(_store, Office.Noon, Token);
        var read = served.Waiting!.Version;
        _folder.Change("policy.yaml", "contacts: 2", "contacts: 99");

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await served.ProposeAsync(_store, read, "ann", Office.Noon, Token));
        Assert.Contains($"and not {read}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await _store.ReadPolicyChangesAsync(10, Token));
        await served.LookAsync(_store, Office.Noon, Token);

        Assert.Equal(served.Waiting!.Version, (await served.ProposeAsync(_store, served.Waiting!.Version, "ann", Office.Noon, Token)).Version);
    }

    [Fact]
    public async Task A_live_policy_is_refused_where_the_present_is_not_the_real_time()
    {
        using var served = new ServedPolicy(_folder.Path, mayBeLive: false);
        var before = served.Current.Version;
        _folder.Change("policy.yaml", "mode: dry_run", "mode: live");

        Assert.True(await served.LookAsync(_store, Office.Noon, Token));

        Assert.Equal((before, null), (served.Current.Version, served.Waiting));
        Assert.Equal("policy.yaml:1: mode must be dry_run where the present is the stream's own time, as people are contacted by the real one, not 'live'", Assert.Single(served.Faults).ToString());
        Assert.Throws<PolicyException>(() => new ServedPolicy(_folder.Path, mayBeLive: false));
        using var live = new ServedPolicy(_folder.Path, mayBeLive: true);
        Assert.Equal(OutreachMode.Live, live.Current.Policy.Mode);
    }

    [Fact]
    public async Task What_was_confirmed_is_what_was_proposed()
    {
        using var served = new ServedPolicy(_folder.Path, mayBeLive: true);
        _folder.Change("policy.yaml", "contacts: 3", "contacts: 2");
        var proposed = await served.ProposeAsync(_store, null, "ann", Office.Noon, Token);
        _folder.Change("policy.yaml", "contacts: 2", "contacts: 99");

        await Assert.ThrowsAsync<ContactRefusedException>(async () => await served.DecideAsync(_store, proposed.Version, "bob", confirms: true, Office.Noon, Token));

        Assert.Equal(3, served.Current.Policy.Caps.Contacts);
    }

    [Fact]
    public async Task A_rejected_policy_is_not_used_and_may_be_proposed_again()
    {
        using var served = new ServedPolicy(_folder.Path, mayBeLive: true);
        _folder.Change("policy.yaml", "contacts: 3", "contacts: 2");
        var proposed = await served.ProposeAsync(_store, null, "ann", Office.Noon, Token);

        await served.DecideAsync(_store, proposed.Version, "bob", confirms: false, Office.Noon, Token);
        Assert.Equal(3, served.Current.Policy.Caps.Contacts);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await served.DecideAsync(_store, proposed.Version, "bob", confirms: true, Office.Noon, Token));
        await served.ProposeAsync(_store, null, "bob", Office.Noon, Token);
        await served.DecideAsync(_store, proposed.Version, "ann", confirms: true, Office.Noon, Token);

        Assert.Equal(2, served.Current.Policy.Caps.Contacts);
        Assert.Equal(PolicyChangeState.Confirmed, Assert.Single(await _store.ReadPolicyChangesAsync(10, Token)).State);
    }

    [Fact]
    public async Task Where_one_person_suffices_a_changed_policy_is_taken_by_itself_and_a_bad_one_never()
    {
        _folder.Change("policy.yaml", "two_persons: true", "two_persons: false");
        using var served = new ServedPolicy(_folder.Path, mayBeLive: true);
        _folder.Change("policy.yaml", "contacts: 3", "contacts: 0");
        Assert.True(await served.LookAsync(_store, Office.Noon, Token));
        Assert.Equal(3, served.Current.Policy.Caps.Contacts);
        Assert.Contains("caps.contacts", Assert.Single(served.Faults).ToString(), StringComparison.Ordinal);

        _folder.Change("policy.yaml", "contacts: 0", "contacts: 5");
        Assert.True(await served.LookAsync(_store, Office.Noon, Token));

        Assert.Equal(5, served.Current.Policy.Caps.Contacts);
        Assert.Empty(served.Faults);
        Assert.Equal("policy_loaded", Assert.Single(await _store.ReadAuditAsync(0, 10, opensBodies: true, Token)).Kind);
    }

    [Fact]
    public async Task Processes_that_share_a_store_share_the_policy_in_force_also_those_that_start_on_another_folder()
    {
        using var left = await ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token);
        using var right = await ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token);
        var before = left.Current.Version;
        _folder.Change("policy.yaml", "contacts: 3", "contacts: 2");
        using var late = await ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token);

        Assert.True(await late.LookAsync(_store, Office.Noon, Token));
        Assert.Equal([before, before, before], new[] { left, right, late }.Select(served => served.Current.Version));
        var proposed = await left.ProposeAsync(_store, null, "ann", Office.Noon, Token);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await right.DecideAsync(_store, proposed.Version, "ann", confirms: true, Office.Noon, Token));
        await right.DecideAsync(_store, proposed.Version, "bob", confirms: true, Office.Noon, Token);
        Assert.True(await left.LookAsync(_store, Office.Noon, Token));
        Assert.True(await late.LookAsync(_store, Office.Noon, Token));

        Assert.Equal([2, 2, 2], new[] { left, right, late }.Select(served => served.Current.Policy.Caps.Contacts));
        Assert.All(new[] { left, right, late }, served => Assert.Null(served.Waiting));
        Assert.Equal(["policy_loaded", "policy_proposed", "policy_confirmed"], (await _store.ReadAuditAsync(0, 10, opensBodies: true, Token)).Select(e => e.Kind));
    }

    [Fact]
    public async Task Processes_that_start_at_once_put_the_policy_into_force_once()
    {
        var served = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token).AsTask())));

        Assert.Single(served.Select(one => one.Current.Version).Distinct(StringComparer.Ordinal));
        Assert.Equal(AuditDrafts.PolicyLoaded, Assert.Single(await _store.ReadAuditAsync(0, 10, opensBodies: true, Token)).Kind);
        Assert.All(served, one => one.Dispose());
    }

    [Theory]
    [InlineData("UPDATE outreach_policy_in_force SET version = 'other-1'", "policy other-1 is in force, and by the log {version} is")]
    [InlineData("UPDATE outreach_policy_in_force SET files = replace(files, 'contacts: 3', 'contacts: 9')", "the files of policy {version}, which is in force, are not those of that version, or break a rule")]
    [InlineData("UPDATE outreach_policies SET change = json_set(change, '$.decided_by', 'eve')", "who proposed and decided about policy {version} is not what the log tells")]
    public async Task A_policy_in_force_that_was_changed_behind_the_log_is_found(string change, string fault)
    {
        using var served = await ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token);
        Assert.Null(await new LedgerVerification(_store).RunAsync(Token));

        using (var database = new SqliteDatabase(SqliteOutreachDatabase.PathIn(_data.Path), readOnly: false))
            database.Execute(change);

        _fault = fault.Replace("{version}", served.Current.Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_whose_folder_is_behind_does_not_bring_a_former_policy_back()
    {
        using var behind = new PolicyFolder();
        foreach (var folder in new[] { _folder, behind })
            folder.Change("policy.yaml", "two_persons: true", "two_persons: false");
        using var left = await ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token);
        using var right = await ServedPolicy.JoinAsync(_store, behind.Path, mayBeLive: true, Office.Noon, Token);
        var former = right.Current.Version;
        _folder.Change("policy.yaml", "contacts: 3", "contacts: 5");

        Assert.True(await left.LookAsync(_store, Office.Noon, Token));
        Assert.True(await right.LookAsync(_store, Office.Noon, Token));
        using var restarted = await ServedPolicy.JoinAsync(_store, behind.Path, mayBeLive: true, Office.Noon, Token);
        await restarted.LookAsync(_store, Office.Noon, Token);
        await left.LookAsync(_store, Office.Noon, Token);

        Assert.Equal([5, 5, 5], new[] { left, right, restarted }.Select(served => served.Current.Policy.Caps.Contacts));
        Assert.Equal((former, former), (right.Waiting?.Version, restarted.Waiting?.Version));
    }

    [Fact]
    public async Task Nobody_decides_by_a_former_policy_where_the_one_in_force_cannot_be_read()
    {
        using var served = await ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token);
        var newer = new PolicyChange { Version = "newer-1", State = PolicyChangeState.Confirmed, ProposedBy = "a", ProposedAt = Office.Noon };
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { ["policy.yaml"] = "name: newer\n" };
        await _store.PutPolicyChangeAsync(newer, expected: null, new StoredPolicy("newer-1", files), AuditDrafts.Of(Office.Noon, AuditDrafts.PolicyLoaded, null, null, new { version = "newer-1", by = "a" }), Token);
        _fault = "who proposed and decided about policy newer-1 is not what the log tells";

        Assert.Contains("newer-1", (await Assert.ThrowsAsync<StoreException>(async () => await served.LookAsync(_store, Office.Noon, Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PolicyException>(async () => await ServedPolicy.JoinAsync(_store, _folder.Path, mayBeLive: true, Office.Noon, Token));
    }
}
