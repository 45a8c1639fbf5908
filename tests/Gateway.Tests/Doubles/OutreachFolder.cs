using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Gateway.Outreach;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Storage;
using PreDelinquency.Storage.Outreach;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Gateway.Tests.Doubles;

/// <summary>A real store of outreach in a folder of the test's own, under the default policy, live, with nobody held out.</summary>
internal sealed class OutreachFolder : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutreachFolder()
    {
        Keys = OutreachKeys.Open(_folder.File("keys"), mayCreate: true);
        Store = OutreachStore.OpenFolder(_folder.Path, Keys);
    }

    public OutreachKeys Keys { get; }

    public OutreachStore Store { get; }

    public ServedPolicy Policy { get; } = new(PolicyBundle.Default with
    {
        Policy = PolicyBundle.Default.Policy with
        {
            Mode = OutreachMode.Live,
            Levels = PolicyBundle.Default.Policy.Levels.ToDictionary(l => l.Key, l => l.Value with { HoldoutPercent = 0 }),
        },
    });

    public void AddTo(IServiceCollection services) => services.AddOutreach(Store, Keys, Policy);

    /// <summary>To a gateway beside one that decides.</summary>
    public void AddSharedTo(IServiceCollection services) => services.AddSharedOutreach(Store, Keys, Policy);

    /// <summary>Does something to the store behind its back.</summary>
    public void Execute(string sql)
    {
        using var database = new SqliteDatabase(SqliteOutreachDatabase.PathIn(_folder.Path), readOnly: false);
        database.Execute(sql);
    }

    public async ValueTask DisposeAsync()
    {
        Policy.Dispose();
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
