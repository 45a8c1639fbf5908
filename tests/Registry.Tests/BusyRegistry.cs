namespace PreDelinquency.Registry.Tests;

/// <summary>A registry in which somebody else does something while a bundle is being read.</summary>
internal sealed class BusyRegistry(IModelRegistry registry, Func<Task> meanwhile) : IModelRegistry
{
    public string Description => registry.Description;

    public Task<RegistryListing> ListAsync(CancellationToken cancellationToken) => registry.ListAsync(cancellationToken);

    public async Task<BundleFiles> ReadAsync(string version, CancellationToken cancellationToken)
    {
        var bundle = await registry.ReadAsync(version, cancellationToken);
        await meanwhile();
        return bundle;
    }

    public Task<RegisteredModel> RegisterAsync(BundleFiles bundle, CancellationToken cancellationToken) => registry.RegisterAsync(bundle, cancellationToken);

    public Task<ModelRoles> ReadRolesAsync(CancellationToken cancellationToken) => registry.ReadRolesAsync(cancellationToken);

    public Task<ModelRoles> ChangeRolesAsync(string action, string? by, Func<ModelRoles, ModelRoles> change, CancellationToken cancellationToken) => registry.ChangeRolesAsync(action, by, change, cancellationToken);

    public Task<IReadOnlyList<RoleChange>> ReadHistoryAsync(long? beforeRevision, int limit, CancellationToken cancellationToken) => registry.ReadHistoryAsync(beforeRevision, limit, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
