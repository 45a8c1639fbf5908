using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>
/// The secrets of outreach, 32 bytes each, in files of a folder that nobody but the user reads. They are made together at the first start;
/// to lose them is to lose what they seal, so back them up apart from the store.
/// </summary>
public sealed class OutreachKeys
{
    public const int Length = 32;

    private const string MasterFile = "master.key";
    private const string AuditFile = "audit.key";
    private const string HoldoutFile = "holdout.key";

    private readonly byte[] _master;
    private readonly byte[] _audit;
    private readonly byte[] _holdout;
    private readonly byte[] _fingerprint;

    /// <exception cref="ArgumentException">A key has not 32 bytes.</exception>
    public OutreachKeys(ReadOnlySpan<byte> master, ReadOnlySpan<byte> audit, ReadOnlySpan<byte> holdout)
    {
        (_master, _audit, _holdout) = (Copy(master, nameof(master)), Copy(audit, nameof(audit)), Copy(holdout, nameof(holdout)));
        _fingerprint = KeyFor("address fingerprint");
    }

    /// <summary>Wraps the keys of customers.</summary>
    public ReadOnlySpan<byte> Master => _master;

    /// <summary>Of the audit log's chain.</summary>
    public ReadOnlySpan<byte> Audit => _audit;

    /// <summary>Tells each key from others and says nothing else of it, by the name of its file; 32 bytes each.</summary>
    public IReadOnlyDictionary<string, byte[]> Fingerprints => new Dictionary<string, byte[]>(StringComparer.Ordinal)
    {
        [MasterFile] = FingerprintOf(_master),
        [AuditFile] = FingerprintOf(_audit),
        [HoldoutFile] = FingerprintOf(_holdout),
    };

    /// <summary>Reads the keys of a folder.</summary>
    /// <param name="folder">Beside the store.</param>
    /// <param name="mayCreate">Whether to make them where none of them is there. One that is missing beside others was lost, and is never made anew.</param>
    /// <exception cref="StoreException">A key is missing, damaged, or cannot be read or made.</exception>
    public static OutreachKeys Open(string folder, bool mayCreate)
    {
        try
        {
            string[] files = [MasterFile, AuditFile, HoldoutFile];
            if (mayCreate && !files.Any(file => File.Exists(Path.Combine(folder, file))))
            {
                CreateFolder(folder);
                foreach (var file in files)
                    Create(Path.Combine(folder, file));
            }

            return new(Read(folder, MasterFile), Read(folder, AuditFile), Read(folder, HoldoutFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{folder}: the keys cannot be read or made: {e.Message}", e);
        }
    }

    /// <summary>A customer's place in the draw for the holdout, from 0 to 1.</summary>
    public double HoldoutDrawOf(string customerId) => HoldoutDraw.Of(_holdout, customerId);

    /// <summary>By which an address is known again without being told: the first 64 bits of its HMAC-SHA256, in hexadecimal. Null for none.</summary>
    public string? FingerprintOf(string? address) => address is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(_fingerprint, Encoding.UTF8.GetBytes(address)).AsSpan(..8));

    /// <summary>A key of its own for a purpose, which tells nothing of the master key (RFC 5869).</summary>
    public byte[] KeyFor(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, Length, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] Copy(ReadOnlySpan<byte> key, string parameter) =>
        key.Length == Length ? key.ToArray() : throw new ArgumentException($"A key must have {Length} bytes, not {key.Length}.", parameter);

    private static byte[] FingerprintOf(byte[] key) => HMACSHA256.HashData(key, "fingerprint"u8);

    private static byte[] Read(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
            throw new StoreException($"{path}: is missing. Without it nothing can be read that was written with it: bring it back from a backup of the keys. Where nothing was written yet, take the others away too, and all are made.");
        var key = File.ReadAllBytes(path);
        return key.Length == Length ? key : throw new StoreException($"{path}: must hold {Length} bytes, not {key.Length}.");
    }

    // Whole or not at all: half a key in its place would seal what nobody could open again.
    private static void Create(string path)
    {
        var unfinished = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: false);
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
