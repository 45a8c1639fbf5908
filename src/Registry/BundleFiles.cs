using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Registry;

/// <summary>The files of a model bundle: <c>bundle.json</c>, <c>model.txt</c> and what else lies beside them. Immutable.</summary>
public sealed partial class BundleFiles
{
    /// <summary>Most bytes of a bundle.</summary>
    public const int MostBytes = 256 << 20;

    /// <summary>Longest name of a file.</summary>
    private const int LongestName = 128;

    private static readonly string[] Judging = [BundleDocument.FileName, BundleDocument.TreesFileName];

    /// <summary>What follows <c>/models/</c> in an address and is no model.</summary>
    private static readonly string[] Reserved = ["history", "roles", "rollback"];

    private BundleFiles(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> contents, BundleDocument document)
    {
        (Contents, Document) = (contents, document);
        Fingerprint = Hash(contents, contents.Keys);
        JudgingFingerprint = Hash(contents, Judging);
    }

    /// <summary>Bytes by file name, names in ordinal order.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Contents { get; }

    public BundleDocument Document { get; }

    public string Version => Document.Version;

    /// <summary>SHA-256 over the names and contents of all files, in lower-case hexadecimal digits.</summary>
    public string Fingerprint { get; }

    /// <summary>The same over what judges alone, <c>bundle.json</c> and <c>model.txt</c>: what registries of older programs recorded.</summary>
    internal string JudgingFingerprint { get; }

    /// <summary>Whether a text can name a version: it becomes the name of a folder and part of a URL.</summary>
    public static bool IsVersion(string? version) => version is not null && VersionPattern().IsMatch(version) && !Reserved.Contains(version, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the files of a folder.</summary>
    /// <exception cref="ModelBundleException">The folder holds no bundle, or one whose version is no name.</exception>
    public static BundleFiles Load(string folder)
    {
        try
        {
            var files = BundleDirectory.Files(folder);
            RequireSize(files.Values.Sum(path => new FileInfo(path).Length), folder);
            return Create(files.ToDictionary(file => file.Key, file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file.Value)), folder);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new ModelBundleException($"{folder}: there is no such folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelBundleException($"{folder}: cannot be read: {e.Message}", e) { Kind = BundleProblem.Unreadable };
        }
    }

    /// <summary>Takes contents.</summary>
    /// <param name="contents">Bytes by file name.</param>
    /// <param name="source">What errors call the bundle.</param>
    /// <exception cref="ModelBundleException">It is no bundle, or its version is no name.</exception>
    public static BundleFiles Create(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> contents, string source)
    {
        ArgumentNullException.ThrowIfNull(contents);
        foreach (var name in Judging)
        {
            if (!contents.ContainsKey(name))
                throw new ModelBundleException($"{source}: there is no {name}, so this is no model bundle.");
        }

        foreach (var name in contents.Keys)
        {
            // They become names of files elsewhere.
            if (name.Length is 0 or > LongestName || name[0] == '.' || name.AsSpan().ContainsAny("/\\:\0"))
                throw new ModelBundleException($"{source}: \"{name}\" cannot be the name of a file of a bundle.");
        }

        RequireSize(contents.Sum(c => (long)c.Value.Length), source);
        var document = BundleDocument.Parse(Text(contents[BundleDocument.FileName]), $"{source}/{BundleDocument.FileName}");
        if (!IsVersion(document.Version))
            throw new ModelBundleException($"{source}: version must be 1 to 64 letters, digits, '.', '_' or '-', beginning with a letter or digit, not \"{document.Version}\".");
        return new BundleFiles(new SortedDictionary<string, ReadOnlyMemory<byte>>(contents.ToDictionary(), StringComparer.Ordinal), document);
    }

    /// <summary>The model, ready to score.</summary>
    /// <exception cref="ModelBundleException">This program cannot use it, the message naming the features that differ; or its files are not those that its document names.</exception>
    public ModelBundle ToModel()
    {
        var source = $"model {Version}";
        var model = ModelBundle.Parse(Text(Contents[BundleDocument.FileName]), Text(Contents[BundleDocument.TreesFileName]), source);
        Document.RequireFiles(name => Contents.TryGetValue(name, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null, source);
        var belongs = Document.Files?.ContainsKey(PopulationReference.FileName) ?? Contents.ContainsKey(PopulationReference.FileName);
        return model.With(belongs ? PopulationReference.Parse(TextOf(PopulationReference.FileName)!, $"{source}, {PopulationReference.FileName}") : null);
    }

    /// <summary>Whether these files are those of which a registry recorded a fingerprint.</summary>
    internal bool AreThoseOf(string fingerprint) => fingerprint == Fingerprint || fingerprint == JudgingFingerprint;

    /// <summary>Whether a file has a say in scores.</summary>
    internal static bool Judges(string name) => Judging.Contains(name, StringComparer.Ordinal);

    /// <summary>A text file of the bundle; null where it has no such file.</summary>
    public string? TextOf(string name) => Contents.TryGetValue(name, out var bytes) ? Text(bytes) : null;

    private static void RequireSize(long bytes, string source)
    {
        if (bytes > MostBytes)
            throw new ModelBundleException(string.Create(CultureInfo.InvariantCulture, $"{source}: a bundle may have at most {MostBytes >> 20} MiB."));
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span).TrimStart('\uFEFF');

    private static string Hash(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> contents, IEnumerable<string> names)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in names)
        {
            var bytes = contents[name];
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}\n{bytes.Length}\n")));
            hash.AppendData(bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex VersionPattern();
}
