using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>The folder of a store, held by one process at a time.</summary>
internal sealed class StoreFolder : IDisposable
{
    private const string LockFile = "store.lock";
    private const string DatabaseFile = "store.db";

    // The operating system lets go of it when the process ends, however it ends.
    private readonly FileStream _lock;

    /// <exception cref="StoreException">The folder cannot be made or written, or is another process's.</exception>
    public StoreFolder(string folder)
    {
        DatabasePath = Path.Combine(folder, DatabaseFile);
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{folder}: the data folder cannot be made: {e.Message}", e);
        }

        var path = Path.Combine(folder, LockFile);
        try
        {
            _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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
    }

    public string DatabasePath { get; }

    public void Dispose() => _lock.Dispose();
}
