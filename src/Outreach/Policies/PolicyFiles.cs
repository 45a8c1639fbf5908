using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Outreach.Policies;

/// <summary>The files of a policy as they were read: <c>policy.yaml</c> and <c>texts.LANGUAGE.yaml</c>.</summary>
/// <param name="Texts">What each holds, by its name, in order of names.</param>
internal sealed record PolicyFiles(IReadOnlyList<(string Name, string Text)> Texts)
{
    public const string PolicyName = "policy.yaml";
    public const string TextsStart = "texts.";
    public const string Extension = ".yaml";

    private const string ResourceStart = "default/";
    private const long LargestFile = 1 << 20;

    /// <summary>Files in any encoding but UTF-8 are refused rather than read with stand-ins.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The first 12 hex digits of SHA-256 over names and contents; how lines end does not count, as a checkout may change it.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, text) in Texts)
        {
            var content = Utf8.GetBytes(text.ReplaceLineEndings("\n"));
            hash.AppendData(Utf8.GetBytes($"{name}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    /// <summary>The files that the program carries.</summary>
    public static PolicyFiles Default()
    {
        var assembly = typeof(PolicyFiles).Assembly;
        var texts = new List<(string, string)>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(ResourceStart, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Utf8);
            texts.Add((resource[ResourceStart.Length..], reader.ReadToEnd()));
        }

        return new(texts);
    }

    /// <summary>Reads a folder; what is not of a policy's names in it is passed over.</summary>
    public static PolicyFiles Read(string folder, FaultList faults)
    {
        var texts = new List<(string, string)>();
        foreach (var path in Directory.EnumerateFiles(folder).Where(IsOfPolicy).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            if (new FileInfo(path).Length > LargestFile)
            {
                faults.Add(name, 1, "", null, $"must be at most {LargestFile} bytes");
                continue;
            }

            try
            {
                texts.Add((name, File.ReadAllText(path, Utf8)));
            }
            catch (DecoderFallbackException)
            {
                faults.Add(name, 1, "", null, "must be UTF-8");
            }
        }

        return new(texts);
    }

    private static bool IsOfPolicy(string path)
    {
        var name = Path.GetFileName(path);
        return name == PolicyName || (name.StartsWith(TextsStart, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal));
    }
}
