using System.Reflection;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage.Outreach;

/// <summary>Brings the SQLite file of outreach to the version that this program writes.</summary>
internal static class OutreachSchema
{
    /// <summary>The letters PDLO.</summary>
    private const int ApplicationId = 0x50444C4F;

    private static readonly string[] Scripts = ["001_initial.sql", "002_keys.sql", "003_policy_in_force.sql", "004_answers.sql", "005_opt_outs.sql"];

    /// <exception cref="StoreException">The file is another program's, or of a newer version of this one.</exception>
    public static void RequireKnown(SqliteDatabase database, string path)
    {
        var version = database.ReadInt64("PRAGMA user_version");
        var application = database.ReadInt64("PRAGMA application_id");
        var isNew = application == 0 && version == 0 && database.ReadInt64("SELECT COUNT(*) FROM sqlite_master") == 0;
        if (application != ApplicationId && !isNew)
            throw new StoreException($"{path}: is a database of another program.");
        if (version > Scripts.Length)
            throw new StoreException($"{path}: was written by a newer version of this program (version {version}; this one knows up to {Scripts.Length}).");
    }

    /// <exception cref="StoreException">The file is not one of this version.</exception>
    public static void RequireCurrent(SqliteDatabase database, string path)
    {
        RequireKnown(database, path);
        if (database.ReadInt64("PRAGMA user_version") is var version && version != Scripts.Length)
            throw new StoreException($"{path}: is of version {version}; a gateway of this version ({Scripts.Length}) brings it up to date.");
    }

    /// <summary>All the way or not at all.</summary>
    public static void Upgrade(SqliteDatabase database)
    {
        var version = database.ReadInt64("PRAGMA user_version");
        if (version == Scripts.Length)
            return;
        database.Execute("BEGIN IMMEDIATE");
        for (var next = (int)version; next < Scripts.Length; next++)
            database.Execute(Script(Scripts[next]));
        database.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Scripts.Length}; COMMIT");
    }

    private static string Script(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"sqlite/outreach/{name}")
            ?? throw new InvalidOperationException($"The program lacks its own script outreach/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
