namespace PreDelinquency.Cli;

/// <summary>Writes a file under another name first, so that nobody ever reads half of it.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file, or standard output where the path is <c>-</c>.</summary>
    /// <exception cref="CommandException">The folder does not exist.</exception>
    public static async Task<T> WriteAsync<T>(string path, CommandConsole console, Func<Stream, Task<T>> write)
    {
        if (path == "-")
        {
            await using var standard = new BufferedStream(console.OpenOutput(), 1 << 16);
            return await write(standard);
        }

        CheckFolder(path);
        var partial = $"{path}.partial-{Environment.ProcessId}";
        try
        {
            T result;
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
                result = await write(file);
            File.Move(partial, path, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Makes sure that a file's folder exists, before work is done that would be lost.</summary>
    public static void CheckFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            throw new CommandException($"{folder}: there is no such folder");
        if (Directory.Exists(path))
            throw new CommandException($"{path} is a folder, not a file");
    }
}
