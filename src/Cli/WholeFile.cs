using PreDelinquency.Cli.Paths;

namespace PreDelinquency.Cli;

/// <summary>Writes a file under another name first, so that nobody ever reads half of it.</summary>
internal static class WholeFile
{
    /// <summary>What follows a file's name while it is not whole.</summary>
    public const string PartialMark = ".partial-";

    /// <summary>Writes a file, replacing one that is there, or a stream like standard output (<c>-</c>).</summary>
    /// <remarks>Whether a file may be replaced is a rule of the option, which is checked before the command begins.</remarks>
    public static async Task<T> WriteAsync<T>(string path, CommandConsole console, Func<Stream, Task<T>> write)
    {
        if (PathRule.IsStream(path))
        {
            await using var stream = new BufferedStream(PathRule.IsStandardOutput(path) ? console.OpenOutput() : OpenStream(path), 1 << 16);
            return await write(stream);
        }

        var partial = $"{path}{PartialMark}{Environment.ProcessId}";
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

    // A descriptor may lead to a file, of which nothing is written over.
    private static FileStream OpenStream(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (stream.CanSeek)
            stream.Seek(0, SeekOrigin.End);
        return stream;
    }
}
