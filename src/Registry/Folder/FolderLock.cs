namespace PreDelinquency.Registry.Folder;

/// <summary>Held by one program at a time, by a file that is open to nobody else.</summary>
internal sealed class FolderLock(string path, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <returns>Dispose it to let others in.</returns>
    /// <exception cref="ModelRegistryException">Somebody else holds it for longer than 10 s, or the file cannot be opened.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return PrivateFiles.Open(path, FileMode.OpenOrCreate, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && time.GetElapsedTime(began) < Patience)
            {
                // Held by another program.
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ModelRegistryException($"{path} cannot be locked: {e.Message}", e);
            }
        }
    }
}
