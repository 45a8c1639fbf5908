using System.Text;
using Npgsql;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Postgres;
using PreDelinquency.Registry.Postgres;

namespace PreDelinquency.Registry;

/// <summary>A registry in a PostgreSQL database, for several machines; schema <c>registry</c> of <c>scripts/sql/postgres</c>.</summary>
public sealed class PostgresRegistry : IModelRegistry
{
    private const long LockKey = 0x5044_4C51_0001;
    private const string SelectRoles = "SELECT revision, at, action, champion, challenger, shadow, previous, changed_by FROM model_roles WHERE revision < $1 ORDER BY revision DESC LIMIT $2";
    private const string SelectModels = "SELECT version, fingerprint, registered_at FROM model_bundles";

    private readonly PostgresDatabase _database;
    private readonly TimeProvider _time;

    private PostgresRegistry(PostgresDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    public string Description => _database.Description;

    /// <summary>Connects, and brings the schema up to date where this role may.</summary>
    /// <param name="connectionString">As Npgsql takes it; leave the password to PGPASSWORD or a password file.</param>
    /// <param name="time">Gives the moments that are recorded.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ModelRegistryException">The database cannot be used.</exception>
    public static Task<PostgresRegistry> OpenAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken) => OpenAsync(connectionString, time, migrates: true, cancellationToken);

    /// <summary>The same as a process of the cluster, which does not change the schema: many of them start at once, also beside those of another version.</summary>
    /// <inheritdoc cref="OpenAsync(string, TimeProvider, CancellationToken)"/>
    /// <exception cref="ModelRegistryException">The database cannot be used, or its schema is not up to date; the message says what to do.</exception>
    public static Task<PostgresRegistry> OpenInClusterAsync(string connectionString, TimeProvider time, CancellationToken cancellationToken) => OpenAsync(connectionString, time, migrates: false, cancellationToken);

    public Task<RegistryListing> ListAsync(CancellationToken cancellationToken) => _database.ReadAsync(async commands =>
    {
        var names = (await commands.ReadAsync("SELECT version, name FROM model_files", row => (Version: row.GetString(0), Name: row.GetString(1)))).ToLookup(n => n.Version, n => n.Name, StringComparer.Ordinal);
        var registered = await commands.ReadAsync(
            "SELECT b.version, fingerprint, registered_at, content FROM model_bundles b JOIN model_files f ON f.version = b.version AND name = $1",
            row => (Version: row.GetString(0), Fingerprint: row.GetString(1), At: row.GetFieldValue<DateTimeOffset>(2), Document: Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(3))),
            BundleDocument.FileName);
        var models = new List<RegisteredModel>();
        var damaged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (version, fingerprint, at, document) in registered.OrderBy(r => r.Version, StringComparer.Ordinal))
        {
            try
            {
                models.Add(new RegisteredModel(BundleDocument.Parse(document, $"model {version}"), at, fingerprint, [.. names[version].Order(StringComparer.Ordinal)]));
            }
            catch (ModelBundleException e)
            {
                damaged.Add(version, e.Message);
            }
        }

        return new RegistryListing(models, damaged);
    }, cancellationToken);

    public Task<BundleFiles> ReadAsync(string version, CancellationToken cancellationToken) => _database.ReadAsync(async commands =>
    {
        // The fingerprint of all files tells of one that is missing too.
        if (await commands.ReadAsync($"{SelectModels} WHERE version = $1", row => row.GetString(1), version) is not [var fingerprint])
            throw RegistryRules.Unknown(version);
        var source = $"model {version}";
        return RegistryRules.RequireUnchanged(BundleFiles.Create(await ContentsAsync(commands, version), source), fingerprint, null, source);
    }, cancellationToken);

    public Task<RegisteredModel> RegisterAsync(BundleFiles bundle, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return _database.ChangeAsync(LockKey, async commands =>
        {
            var known = await commands.ReadAsync($"{SelectModels} WHERE version = $1", row => (At: row.GetFieldValue<DateTimeOffset>(2), Fingerprint: row.GetString(1)), bundle.Version);
            if (known is [var (there, fingerprint)])
            {
                var kept = await ContentsAsync(commands, bundle.Version);
                return RegistryRules.Kept(new RegisteredModel(bundle.Document, there, fingerprint, [.. kept.Keys.Order(StringComparer.Ordinal)]), kept, bundle);
            }

            var at = _time.GetUtcNow();
            await commands.RunAsync("INSERT INTO model_bundles (version, fingerprint, registered_at) VALUES ($1, $2, $3)", bundle.Version, bundle.Fingerprint, at);
            foreach (var (name, bytes) in bundle.Contents)
                await commands.RunAsync("INSERT INTO model_files (version, name, content) VALUES ($1, $2, $3)", bundle.Version, name, bytes.ToArray());
            return new RegisteredModel(bundle.Document, at, bundle.Fingerprint, [.. bundle.Contents.Keys]);
        }, cancellationToken);
    }

    public Task<ModelRoles> ReadRolesAsync(CancellationToken cancellationToken) => _database.ReadAsync(LatestAsync, cancellationToken);

    public Task<ModelRoles> ChangeRolesAsync(string action, string? by, Func<ModelRoles, ModelRoles> change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _database.ChangeAsync(LockKey, async commands =>
        {
            var before = await LatestAsync(commands);
            var after = change(before);
            if (after == before)
                return before;
            var versions = await commands.ReadAsync(SelectModels, row => row.GetString(0));
            RegistryRules.RequireRegistered(before, after, versions.Contains);
            after = after with { Revision = before.Revision + 1 };
            await commands.RunAsync(
                "INSERT INTO model_roles (revision, at, action, champion, challenger, shadow, previous, changed_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                after.Revision, _time.GetUtcNow(), action, after.Champion, after.Challenger, after.Shadow, after.Previous, by);
            return after;
        }, cancellationToken);
    }

    public Task<IReadOnlyList<RoleChange>> ReadHistoryAsync(long? beforeRevision, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return _database.ReadAsync(async commands => (IReadOnlyList<RoleChange>)await commands.ReadAsync(SelectRoles, Change, beforeRevision ?? long.MaxValue, (long)limit), cancellationToken);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static async Task<PostgresRegistry> OpenAsync(string connectionString, TimeProvider time, bool migrates, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(time);
        var database = new PostgresDatabase(connectionString);
        try
        {
            await database.ReadyAsync(MigrationSet.Of(MigrationSet.Registry), migrates, cancellationToken);
            return new PostgresRegistry(database, time);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    private static async Task<ModelRoles> LatestAsync(PostgresCommands commands) =>
        await commands.ReadAsync(SelectRoles, Change, long.MaxValue, 1L) is [var latest] ? latest.Roles : ModelRoles.None;

    private static RoleChange Change(NpgsqlDataReader row) => new(row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), new ModelRoles
    {
        Revision = row.GetInt64(0),
        Champion = Text(row, 3),
        Challenger = Text(row, 4),
        Shadow = Text(row, 5),
        Previous = Text(row, 6),
    }, Text(row, 7));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static async Task<Dictionary<string, ReadOnlyMemory<byte>>> ContentsAsync(PostgresCommands commands, string version) => (await commands.ReadAsync(
        "SELECT name, content FROM model_files WHERE version = $1",
        row => KeyValuePair.Create(row.GetString(0), (ReadOnlyMemory<byte>)row.GetFieldValue<byte[]>(1)),
        version)).ToDictionary(StringComparer.Ordinal);
}
