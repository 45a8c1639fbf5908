using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Grains.Contacts;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Tests;
using PreDelinquency.Storage;

namespace PreDelinquency.Grains.Tests.Clusters;

/// <summary>
/// Silos that decide about contacts, each with a store and a policy of its own as in processes of their own, on one database; live, with
/// nobody held out and no approval, and one provider that takes everything.
/// </summary>
internal sealed partial class DecidingSilos : IAsyncDisposable
{
    private readonly PolicyFolder _policy = new PolicyFolder().Change("policy.yaml", "mode: dry_run", "mode: live");
    private readonly ConcurrentBag<(OutreachStore Store, ServedPolicy Policy)> _opened = [];
    private readonly string _database;

    /// <param name="database">A migrated database.</param>
    public DecidingSilos(string database)
    {
        _database = database;
        var policy = File.ReadAllText(Path.Combine(_policy.Path, "policy.yaml"))
            .Replace("approval: true", "approval: false", StringComparison.Ordinal)
            .Replace("holdout_percent: 10", "holdout_percent: 0", StringComparison.Ordinal);

        // Days of a stream pass between two looks.
        _policy.Write("policy.yaml", Expiry().Replace(policy, "expires_after_hours: 720"));
    }

    /// <summary>Always the same, and with them who is held out.</summary>
    public static OutreachKeys Keys { get; } = new([.. Enumerable.Repeat((byte)1, OutreachKeys.Length)], [.. Enumerable.Repeat((byte)2, OutreachKeys.Length)], [.. Enumerable.Repeat((byte)3, OutreachKeys.Length)]);

    /// <summary>How often each contact was handed over, by idempotency key.</summary>
    public ConcurrentDictionary<string, int> HandedOver { get; } = new(StringComparer.Ordinal);

    /// <summary>To one silo.</summary>
    public void AddTo(ISiloBuilder silo)
    {
        var (store, policy) = Task.Run(OpenAsync).GetAwaiter().GetResult();
        foreach (var channel in Enum.GetValues<ContactChannel>())
            silo.Services.AddSingleton<IContactChannel>(new Provider(channel, HandedOver));
        silo.AddOutreach(store, Keys, policy);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (store, policy) in _opened)
        {
            policy.Dispose();
            await store.DisposeAsync();
        }

        _policy.Dispose();
    }

    [GeneratedRegex("expires_after_hours: [0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Expiry();

    private async Task<(OutreachStore Store, ServedPolicy Policy)> OpenAsync()
    {
        var store = await OutreachStore.OpenSharedAsync(_database, Keys, CancellationToken.None);
        var policy = await ServedPolicy.JoinAsync(store, _policy.Path, mayBeLive: true, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        _opened.Add((store, policy));
        return (store, policy);
    }

    private sealed class Provider(ContactChannel kind, ConcurrentDictionary<string, int> handedOver) : IContactChannel
    {
        public ContactChannel Kind => kind;

        public string Description => "the test";

        public async ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
        {
            await Task.Yield();
            handedOver.AddOrUpdate(message.IdempotencyKey, 1, (_, count) => count + 1);
            return new SendResult.Accepted("taken");
        }
    }
}
