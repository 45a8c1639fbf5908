using PreDelinquency.Domain.Risk;
using PreDelinquency.Registry.Folder;

namespace PreDelinquency.Registry;

/// <summary>
/// A registry in a folder: <c>bundles/VERSION/</c> for each model, and <c>roles.jsonl</c>, one line per change of roles, of
/// which the last whole one holds. Several programs of one machine may use it at once. Once made it is there: a folder that
/// went away, like a share that is not mounted any more, is no empty registry but one that does not work.
/// </summary>
public sealed class FolderRegistry : IModelRegistry
{
    private readonly BundleFolder _bundles;
    private readonly RoleJournal _journal;
    private readonly FolderLock _lock;
    private readonly TimeProvider _time;

    /// <param name="folder">Made where it does not exist, readable by this user only.</param>
    /// <param name="time">Gives the moments that are recorded.</param>
    /// <exception cref="ModelRegistryException">The folder cannot be made.</exception>
    public FolderRegistry(string folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(time);
        Description = $"folder {folder}";
        _time = time;
        _bundles = new BundleFolder(Path.Combine(folder, "bundles"));
        _journal = new RoleJournal(Path.Combine(folder, "roles.jsonl"));
        _lock = new FolderLock(Path.Combine(folder, ".lock"), time);
        try
        {
            PrivateFiles.CreateFolder(folder);
            if (!_journal.Exists)
                _bundles.Create();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = e switch
            {
                UnauthorizedAccessException => "this user may not write there.",
                FileNotFoundException or DirectoryNotFoundException => "folders cannot be kept there.",
                _ => e.Message,
            };
            throw new ModelRegistryException($"The registry in {Description} cannot be made: {reason}", e);
        }
    }

    public string Description { get; }

    /// <exception cref="DirectoryNotFoundException">The registry is not there.</exception>
    private BundleFolder Bundles => _bundles.Exists ? _bundles : throw new DirectoryNotFoundException("its folder of bundles is not there. Where that is lost for good, make an empty one.");

    /// <summary>Of a registry that is there; roles without their bundles are worth nothing.</summary>
    /// <exception cref="DirectoryNotFoundException">It is not.</exception>
    private RoleJournal Journal
    {
        get
        {
            _ = Bundles;
            return _journal;
        }
    }

    public Task<RegistryListing> ListAsync(CancellationToken cancellationToken) => Task.FromResult(Guard(() =>
    {
        // First the roles: who has one was registered before.
        var roles = Journal.Read();
        return RegistryRules.WithMissing(Bundles.List(), roles);
    }));

    public Task<BundleFiles> ReadAsync(string version, CancellationToken cancellationToken) =>
        Task.FromResult(Guard(() => Bundles.Read(version)) ?? throw Unknown(version));

    public async Task<RegisteredModel> RegisterAsync(BundleFiles bundle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        using var held = await _lock.TakeAsync(cancellationToken);
        if (Guard(() => Bundles.Find(bundle.Version)) is not { } there)
            return Guard(() => _bundles.Add(bundle, _time.GetUtcNow()));
        return RegistryRules.Kept(there, Guard(() => _bundles.Contents(bundle.Version)), bundle);
    }

    public Task<ModelRoles> ReadRolesAsync(CancellationToken cancellationToken) => Task.FromResult(Guard(() => Journal.Read()));

    public async Task<ModelRoles> ChangeRolesAsync(string action, string? by, Func<ModelRoles, ModelRoles> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        using var held = await _lock.TakeAsync(cancellationToken);
        var before = Guard(() => Journal.Read());
        var after = change(before);
        if (after == before)
            return before;
        RegistryRules.RequireRegistered(before, after, version => Guard(() => Bundles.Find(version)) is not null);
        after = after with { Revision = before.Revision + 1 };
        Guard(() => _journal.Append(new RoleChange(_time.GetUtcNow(), action, after, by)));
        return after;
    }

    public Task<IReadOnlyList<RoleChange>> ReadHistoryAsync(long? beforeRevision, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return Task.FromResult<IReadOnlyList<RoleChange>>([.. Guard(() => Journal.ReadAll()).Where(change => beforeRevision is null || change.Roles.Revision < beforeRevision).Reverse().Take(limit)]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static ModelRegistryException Unknown(string version) => RegistryRules.Unknown(version);

    private void Guard(Action act) => Guard(() =>
    {
        act();
        return true;
    });

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelRegistryException($"The registry in {Description} does not work: {e.Message}", e);
        }
        catch (ModelBundleException e) when (e.Kind == BundleProblem.Unreadable)
        {
            // The bundle may be whole: it is the registry that cannot give it now.
            throw new ModelRegistryException($"The registry in {Description} does not work: {e.Message}", e);
        }
    }
}
