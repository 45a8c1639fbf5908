using System.IO.Compression;

namespace PreDelinquency.Cli.Import;

/// <summary>Unpacks gzip and names the file where it is broken.</summary>
/// <param name="packed">The packed bytes.</param>
/// <param name="path">What errors call them.</param>
internal sealed class UnpackedStream(Stream packed, string path) : GZipStream(packed, CompressionMode.Decompress)
{
    private readonly byte[] _one = new byte[1];

    /// <inheritdoc/>
    /// <remarks>The base class leads reads into a span here as well.</remarks>
    /// <exception cref="CommandException">The bytes are not what gzip writes.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return base.Read(buffer, offset, count);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"{path}: begins as a gzip file does, but cannot be unpacked", e);
        }
    }

    public override int ReadByte() => Read(_one, 0, 1) == 1 ? _one[0] : -1;
}
