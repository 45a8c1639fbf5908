namespace PreDelinquency.Registry;

/// <summary>
/// Keeps model bundles, which never change once registered, and who of them has which role, every change of which is
/// kept. Several programs may use one registry at once. Every member throws <see cref="ModelRegistryException"/> where
/// the registry does not work.
/// </summary>
public interface IModelRegistry : IAsyncDisposable
{
    /// <summary>Kind and place, for people; no secrets.</summary>
    string Description { get; }

    Task<RegistryListing> ListAsync(CancellationToken cancellationToken);

    /// <summary>All files of a bundle.</summary>
    /// <exception cref="ModelRegistryException">There is no such model.</exception>
    /// <exception cref="Domain.Risk.ModelBundleException">Its files are damaged, or not those that were registered.</exception>
    Task<BundleFiles> ReadAsync(string version, CancellationToken cancellationToken);

    /// <summary>Takes a bundle in. One that is there already stays as it is; what was handed in may differ in files that judge nobody, and the answer names them.</summary>
    /// <exception cref="ModelRegistryException">The version is taken by a bundle that judges otherwise.</exception>
    Task<RegisteredModel> RegisterAsync(BundleFiles bundle, CancellationToken cancellationToken);

    Task<ModelRoles> ReadRolesAsync(CancellationToken cancellationToken);

    /// <summary>Changes roles, as one step whoever else does so at the same time.</summary>
    /// <param name="action">What is asked for, in words, for the history.</param>
    /// <param name="by">Who does it, for the history; null where nobody says.</param>
    /// <param name="change">Gives the roles after it; may be called again where another change came first. Roles that are equal to those before are no change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The roles after it.</returns>
    /// <exception cref="ModelRegistryException">A version is not registered, or <paramref name="change"/> refuses.</exception>
    Task<ModelRoles> ChangeRolesAsync(string action, string? by, Func<ModelRoles, ModelRoles> change, CancellationToken cancellationToken);

    /// <summary>Changes of roles, latest first.</summary>
    /// <param name="beforeRevision">Only those that led to a lower revision; null for all.</param>
    /// <param name="limit">At most so many, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<RoleChange>> ReadHistoryAsync(long? beforeRevision, int limit, CancellationToken cancellationToken);
}
