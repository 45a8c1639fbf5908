using System.Security.Cryptography;

namespace PreDelinquency.Cli.Import;

/// <summary>
/// Makes ids for rows that have none: a hash of the row, and a running number among equal rows. So the same file read
/// again gives the same ids, and so does a later export that repeats some of its days in full.
/// </summary>
internal sealed class ContentIds
{
    private const int IdBytes = 12;
    private readonly Dictionary<string, int> _seen = [];

    /// <summary>The id of the next row.</summary>
    public string Next(ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row, hash);
        var id = Convert.ToHexStringLower(hash[..IdBytes]);
        var repeats = _seen.GetValueOrDefault(id);
        _seen[id] = repeats + 1;
        return repeats == 0 ? id : $"{id}-{repeats + 1}";
    }
}
