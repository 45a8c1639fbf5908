using Microsoft.Extensions.Logging.Abstractions;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Storage;
using PreDelinquency.Storage.Outreach;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Outreach on a real store, with providers and clocks that the test moves: Monday noon in Madrid, nobody held out, no approval unless the policy is changed.</summary>
internal sealed class Office : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly OutreachKeys _keys;

    public Office(Func<ContactPolicy, ContactPolicy>? change = null, params IContactChannel[] providers)
    {
        // Always the same, and with them who is held out.
        var key = Enumerable.Range(1, OutreachKeys.Length).Select(i => (byte)i).ToArray();
        _keys = new OutreachKeys(key, key, key);
        Store = OutreachStore.OpenFolder(_folder.Path, _keys);
        Customers.Present = Noon;
        // Real clocks tell more digits than a store keeps.
        Clock = new ManualTime(Noon.AddTicks(7));
        var policy = PolicyBundle.Default.Policy with
        {
            Mode = OutreachMode.Live,
            Levels = PolicyBundle.Default.Policy.Levels.ToDictionary(l => l.Key, l => l.Value with { HoldoutPercent = 0, Approval = false }),
        };
        Policy = new ServedPolicy(PolicyBundle.Default with { Policy = change is null ? policy : change(policy) });
        Providers = [.. providers];
        (Desk, Round) = Start();
    }

    public KnownCustomers Customers { get; } = new();

    public ToldPayments Payments { get; } = new();

    public OutreachStore Store { get; }

    public ManualTime Clock { get; }

    public ServedPolicy Policy { get; private set; }

    public IReadOnlyList<IContactChannel> Providers { get; private set; }

    public List<ContactRecord> Heard { get; } = [];

    public OutreachMetrics Metrics { get; private set; } = null!;

    public ContactDesk Desk { get; private set; }

    public OutreachRound Round { get; private set; }

    /// <summary>As after a crash: all that is not stored is forgotten.</summary>
    /// <param name="providers">Those that are set up from then on; none for the same.</param>
    public void Restart(params IContactChannel[] providers)
    {
        if (providers.Length > 0)
            Providers = [.. providers];
        (Desk, Round) = Start();
    }

    /// <summary>Another policy is in force, with a version of its own.</summary>
    public void Serve(Func<ContactPolicy, ContactPolicy> change)
    {
        using var former = Policy;
        Policy = new ServedPolicy(former.Current with { Policy = change(former.Current.Policy) with { Version = $"{former.Current.Version}x" } });
        Restart();
    }

    /// <summary>Lets time pass for everybody, and looks once.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        Customers.Present += time;
        await RunAsync();
    }

    public Task RunAsync() => Round.RunAsync(TestContext.Current.CancellationToken);

    public async Task<ContactRecord> FindAsync(string contactId) => await Store.FindContactAsync(contactId, TestContext.Current.CancellationToken) ?? throw new KeyNotFoundException(contactId);

    /// <summary>A person reads the message and approves it.</summary>
    public async Task<ContactRecord?> ApproveAsync(string contactId, string by) =>
        await Desk.ApproveAsync(contactId, by, (await FindAsync(contactId)).Message!.Revision, TestContext.Current.CancellationToken);

    public async Task<(ContactState State, ContactRule? Rule)> StateAsync(string contactId) => (await FindAsync(contactId)).Entry is var entry ? (entry.State, entry.Rule) : default;

    public async Task<IReadOnlyList<string>> OutcomesAsync(string contactId) =>
        [.. (await Store.ReadOutcomesAsync(contactId, TestContext.Current.CancellationToken)).Select(o => $"{o.Outcome} by {o.Source}")];

    private bool IsTampered { get; set; }

    /// <summary>Changes the store behind the back of everybody.</summary>
    public void Tamper(string sql)
    {
        IsTampered = true;
        using var database = new SqliteDatabase(SqliteOutreachDatabase.PathIn(_folder.Path), readOnly: false);
        database.Execute(sql);
    }

    public async ValueTask DisposeAsync()
    {
        var (_, fault) = await AuditVerification.RunAsync(Store, _keys, known: null, CancellationToken.None);
        fault ??= IsTampered ? null : await new LedgerVerification(Store).RunAsync(CancellationToken.None);
        Metrics.Dispose();
        Policy.Dispose();
        await Store.DisposeAsync();
        _folder.Dispose();
        Assert.Null(fault);
    }

    private (ContactDesk Desk, OutreachRound Round) Start()
    {
        Metrics?.Dispose();
        Metrics = new OutreachMetrics(Clock);
        var desk = new ContactDesk(Store, Customers, Policy, _keys, Providers, [new Listener(Heard)], Metrics, Clock);
        return (desk, new OutreachRound(Store, Customers, Payments, desk, Policy, Providers, Clock, NullLogger<OutreachRound>.Instance));
    }

    private sealed class Listener(List<ContactRecord> heard) : IContactListener
    {
        public void OnChanged(ContactRecord contact) => heard.Add(contact);
    }
}
