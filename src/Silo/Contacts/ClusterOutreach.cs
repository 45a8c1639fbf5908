using PreDelinquency.Gateway.Outreach;
using PreDelinquency.Grains.Contacts;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Storage;

namespace PreDelinquency.Silo.Contacts;

/// <summary>
/// Outreach in one process of the cluster. Silos decide and hand over, one of them at a time; gateways answer people; all on one store,
/// under the policy that is in force there.
/// </summary>
internal sealed class ClusterOutreach : IAsyncDisposable
{
    private readonly OutreachStore _store;
    private readonly OutreachKeys _keys;
    private readonly ServedPolicy _policy;
    private readonly ChannelSettings _channels;

    private ClusterOutreach(OutreachStore store, OutreachKeys keys, ServedPolicy policy, ChannelSettings channels) =>
        (_store, _keys, _policy, _channels) = (store, keys, policy, channels);

    /// <param name="options">From the command line.</param>
    /// <param name="database">The cluster's.</param>
    /// <param name="mayBeLive">Whether the present is the real time.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="Engine.Ports.StoreException">Keys or store cannot be opened.</exception>
    /// <exception cref="ChannelSettingsException">The settings of channels break rules.</exception>
    /// <exception cref="PreDelinquency.Outreach.Policies.PolicyException">The policy breaks rules.</exception>
    public static async Task<ClusterOutreach> OpenAsync(OutreachOptions options, string database, bool mayBeLive, CancellationToken stop)
    {
        var channels = options.ChannelsFile is { } file ? ChannelSettings.Load(file, Environment.GetEnvironmentVariable) : ChannelSettings.None;
        var keys = OutreachKeys.Open(options.KeysFolder, mayCreate: false);
        var store = await OutreachStore.OpenSharedAsync(database, keys, stop);
        try
        {
            return new(store, keys, await ServedPolicy.JoinAsync(store, options.PolicyFolder, mayBeLive, TimeProvider.System.GetUtcNow(), stop), channels);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>For people: which policy is in force, and how customers are reached.</summary>
    /// <param name="silo">The services of a process that hands over, or of a gateway.</param>
    public string Description(IServiceProvider silo) =>
        $"policy {_policy.Current.Version}: {ContactChannels.Sentence(_policy.Current.Policy, [.. silo.GetServices<IContactChannel>()])}";

    /// <summary>To a silo.</summary>
    public void AddTo(ISiloBuilder silo)
    {
        silo.Services.AddContactChannels(_channels, _keys);
        silo.AddOutreach(_store, _keys, _policy);
    }

    /// <summary>To a gateway.</summary>
    /// <param name="services">The gateway's.</param>
    /// <param name="duty">Says whether this one tells the receivers of alerts.</param>
    /// <param name="lag">Knows what silos have left to read.</param>
    public void AddTo(IServiceCollection services, IAlertDuty duty, IConsumerLag lag)
    {
        services.AddSingleton(duty);
        services.AddSingleton(lag);
        services.AddSharedOutreach(_store, _keys, _policy);
        services.AddChannels(_channels, _keys);
    }

    public async ValueTask DisposeAsync()
    {
        _policy.Dispose();
        await _store.DisposeAsync();
    }
}
