using System.Text.Json;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Registry.Folder;

/// <summary>One folder per model, named by its version; a hidden file in it says when it was registered. A folder appears whole or not at all.</summary>
internal sealed class BundleFolder(string path)
{
    private const string RegistrationFile = ".registration.json";
    private static readonly JsonSerializerOptions Json = new() { RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    public bool Exists => Directory.Exists(path);

    /// <summary>Makes it, where it does not exist.</summary>
    public void Create() => PrivateFiles.CreateFolder(path);

    public RegistryListing List()
    {
        var models = new List<RegisteredModel>();
        var damaged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var version in Directory.EnumerateDirectories(path).Select(folder => Path.GetFileName(folder)!).Where(BundleFiles.IsVersion).Order(StringComparer.Ordinal))
        {
            try
            {
                if (Find(version) is { } model)
                    models.Add(model);
            }
            catch (ModelBundleException e)
            {
                damaged.Add(version, e.Message);
            }
        }

        return new RegistryListing(models, damaged);
    }

    /// <summary>What is known of a model without reading its trees; null where there is none.</summary>
    /// <exception cref="ModelBundleException">It is damaged.</exception>
    public RegisteredModel? Find(string version)
    {
        var folder = Path.Combine(path, version);
        if (!BundleFiles.IsVersion(version) || !Directory.Exists(folder))
            return null;
        var file = Path.Combine(folder, RegistrationFile);
        try
        {
            var registration = JsonSerializer.Deserialize<Registration>(File.ReadAllBytes(file), Json) ?? throw new JsonException("must be an object.");
            var document = BundleDocument.Load(Path.Combine(folder, BundleDocument.FileName));
            if (document.Version != version)
                throw new ModelBundleException($"{folder}: holds version {document.Version}.");
            return new RegisteredModel(document, registration.At, registration.Fingerprint, registration.Files);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException)
        {
            throw new ModelBundleException($"{file}: {e.Message}", e);
        }
    }

    /// <summary>All files of a model; null where there is none.</summary>
    /// <exception cref="ModelBundleException">They are not what was registered.</exception>
    public BundleFiles? Read(string version)
    {
        if (Find(version) is not { } registered)
            return null;
        var folder = Path.Combine(path, version);
        return RegistryRules.RequireUnchanged(BundleFiles.Load(folder), registered.Fingerprint, registered.Files, folder);
    }

    /// <summary>A model's files as they are, whether or not they are what was registered.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Contents(string version) =>
        BundleDirectory.Files(Path.Combine(path, version)).ToDictionary(f => f.Key, f => (ReadOnlyMemory<byte>)File.ReadAllBytes(f.Value), StringComparer.Ordinal);

    public RegisteredModel Add(BundleFiles bundle, DateTimeOffset at)
    {
        var incoming = Path.Combine(path, $".incoming-{bundle.Version}");
        if (Directory.Exists(incoming))
            Directory.Delete(incoming, recursive: true);
        PrivateFiles.CreateFolder(incoming);
        foreach (var (name, bytes) in bundle.Contents)
            Write(Path.Combine(incoming, name), bytes.Span);
        var model = new RegisteredModel(bundle.Document, at, bundle.Fingerprint, [.. bundle.Contents.Keys]);
        Write(Path.Combine(incoming, RegistrationFile), JsonSerializer.SerializeToUtf8Bytes(new Registration(at, model.Fingerprint, model.Files), Json));
        Directory.Move(incoming, Path.Combine(path, bundle.Version));
        return model;
    }

    private static void Write(string file, ReadOnlySpan<byte> bytes)
    {
        using var stream = PrivateFiles.Open(file, FileMode.CreateNew, FileShare.None);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
    }

    private sealed record Registration(DateTimeOffset At, string Fingerprint, IReadOnlyList<string> Files);
}
