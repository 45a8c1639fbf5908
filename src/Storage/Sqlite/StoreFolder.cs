using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>
/// The folder of a store, held by one process at a time. What is in it is for the process's own user alone: a folder that
/// is made here, and the store's files in any folder.
/// </summary>
internal sealed class StoreFolder : IDisposable
{
    private const string LockFile = "store.lock";
    private const string DatabaseFile = "store.db";
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // The operating system lets go of it when the process ends, however it ends.
    private readonly FileStream _lock;

    /// <exception cref="StoreException">The folder cannot be made or written, or is another process's.</exception>
    public StoreFolder(string folder)
    {
        DatabasePath = DatabaseOf(folder);
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{folder}: the data folder cannot be made: {e.Message}", e);
        }

        var path = Path.Combine(folder, LockFile);
        try
        {
            _lock = OpenOwn(path, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"{folder}: the data folder is not writable: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new StoreException(
                File.Exists(path) ? $"{folder}: the data folder is in use by another process." : $"{folder}: the data folder is not writable: {e.Message}", e);
        }

        try
        {
            // Made before SQLite does, which gives its side files the mode of the database.
            OpenOwn(DatabasePath, FileShare.ReadWrite).Dispose();
            foreach (var existing in (string[])[path, DatabasePath, DatabasePath + "-wal", DatabasePath + "-shm"])
                CloseToOthers(existing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _lock.Dispose();
            throw new StoreException($"{folder}: the data folder's files cannot be opened or kept from other users: {e.Message}", e);
        }
    }

    public string DatabasePath { get; }

    /// <summary>The path of a folder's database.</summary>
    public static string DatabaseOf(string folder) => Path.Combine(folder, DatabaseFile);

    public void Dispose() => _lock.Dispose();

    /// <summary>Makes a file that nobody but the user reads, where there is none.</summary>
    public static void CreateOwn(string path) => OpenOwn(path, FileShare.ReadWrite).Dispose();

    private static FileStream OpenOwn(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;
        return new FileStream(path, options);
    }

    // Of a store that was made under a looser rule.
    private static void CloseToOthers(string path)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & ~OwnFile) != UnixFileMode.None)
            File.SetUnixFileMode(path, OwnFile);
    }
}
