using System.Text.Json;

namespace PreDelinquency.Registry.Folder;

/// <summary>One folder per model, named by its version; a hidden file in it says when it was registered. A folder appears whole or not at all.</summary>
internal sealed class BundleFolder(string path)
{
    private const string RegistrationFile = ".registration.json";

    public IReadOnlyList<RegisteredModel> List() => !Directory.Exists(path)
        ? []
        : [.. Directory.EnumerateDirectories(path).Select(Path.GetFileName).Where(BundleFiles.IsVersion).Order(StringComparer.Ordinal).Select(version => Find(version!)!)];

    public RegisteredModel? Find(string version)
    {
        if (Read(version) is not { } bundle)
            return null;
        var registration = JsonSerializer.Deserialize<Registration>(File.ReadAllText(Path.Combine(path, version, RegistrationFile)))!;
        return new RegisteredModel(bundle.Document, registration.At, bundle.Fingerprint, [.. bundle.Contents.Keys]);
    }

    public BundleFiles? Read(string version)
    {
        var folder = Path.Combine(path, version);
        return BundleFiles.IsVersion(version) && Directory.Exists(folder) ? BundleFiles.Load(folder) : null;
    }

    public RegisteredModel Add(BundleFiles bundle, DateTimeOffset at)
    {
        var incoming = Path.Combine(path, $".incoming-{bundle.Version}");
        if (Directory.Exists(incoming))
            Directory.Delete(incoming, recursive: true);
        PrivateFolder.Create(incoming);
        foreach (var (name, bytes) in bundle.Contents)
            Write(Path.Combine(incoming, name), bytes.Span);
        Write(Path.Combine(incoming, RegistrationFile), JsonSerializer.SerializeToUtf8Bytes(new Registration(at)));
        Directory.Move(incoming, Path.Combine(path, bundle.Version));
        return new RegisteredModel(bundle.Document, at, bundle.Fingerprint, [.. bundle.Contents.Keys]);
    }

    private static void Write(string file, ReadOnlySpan<byte> bytes)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    private sealed record Registration(DateTimeOffset At);
}
