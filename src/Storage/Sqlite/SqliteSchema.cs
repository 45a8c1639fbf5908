using System.Reflection;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>Brings a database to the version that this program writes. Scripts are embedded, named by the version they lead to.</summary>
internal static class SqliteSchema
{
    /// <summary>The version that this program writes, and the newest that it reads.</summary>
    public const int Version = 5;

    /// <summary>Marks the file as ours; the letters PDLQ.</summary>
    private const int ApplicationId = 0x50444C51;

    private static readonly string[] Scripts = ["001_initial.sql", "002_ranges_models_letters.sql", "003_models_once_shadow.sql", "004_monitoring.sql", "005_episodes.sql"];

    /// <summary>Makes sure that a database is ours to write; changes nothing in it.</summary>
    /// <exception cref="StoreException">The file is another program's, or of a newer version of this one.</exception>
    public static void RequireOurs(SqliteDatabase database, string folder)
    {
        var version = database.ReadInt64("PRAGMA user_version");
        var application = database.ReadInt64("PRAGMA application_id");
        var isNew = application == 0 && version == 0 && database.ReadInt64("SELECT COUNT(*) FROM sqlite_master") == 0;
        if (application != ApplicationId && !isNew)
            throw new StoreException($"{folder}: holds a database of another program.");
        if (version > Version)
            throw new StoreException($"{folder}: was written by a newer version of this program (store version {version}; this one knows up to {Version}).");
    }

    /// <summary>Brings a database that is ours up to date, all the way or not at all.</summary>
    public static void Upgrade(SqliteDatabase database)
    {
        var version = database.ReadInt64("PRAGMA user_version");
        if (version == Version)
            return;
        database.Execute("BEGIN IMMEDIATE");
        for (var next = (int)version; next < Version; next++)
            database.Execute(Script(Scripts[next]));
        database.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT");
    }

    private static string Script(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"sqlite/{name}")
            ?? throw new InvalidOperationException($"The program lacks its own script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
