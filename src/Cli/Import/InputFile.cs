namespace PreDelinquency.Cli.Import;

/// <summary>Opens what a user names as input.</summary>
internal static class InputFile
{
    /// <summary>Opens a file or standard input (<c>-</c>), unpacking gzip where its first bytes say so.</summary>
    /// <param name="path">The path, or <c>-</c>.</param>
    /// <param name="console">Where standard input comes from.</param>
    /// <param name="length">The file's bytes as stored, where known.</param>
    /// <param name="position">Tells how many of them were read.</param>
    /// <param name="cancellationToken">Ends the waiting for a pipe or a terminal.</param>
    public static Stream Open(string path, CommandConsole console, out long? length, out Func<long> position, CancellationToken cancellationToken)
    {
        Stream stored = path == "-" ? console.OpenInput() : OpenFile(path);
        length = stored.CanSeek ? stored.Length : null;
        var counted = new PeekedStream(stored.CanSeek ? stored : new HeedingStream(stored, cancellationToken));
        position = () => counted.BytesRead;
        return counted.First is [0x1f, 0x8b, ..] ? new UnpackedStream(counted, path) : counted;
    }

    private static FileStream OpenFile(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite, BufferSize = 1 << 16, Options = FileOptions.SequentialScan });
}
