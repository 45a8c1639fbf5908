using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace PreDelinquency.Training.Experiments;

/// <summary><c>meta.yaml</c> of an experiment or a run: names and plain values.</summary>
internal static class MetaFile
{
    public const string Name = "meta.yaml";

    private static readonly ISerializer Writer = new SerializerBuilder().WithEventEmitter(next => new QuotedText(next)).Build();
    private static readonly IDeserializer Reader = new DeserializerBuilder().Build();

    public static void Write(string folder, SortedDictionary<string, object?> values)
    {
        var path = Path.Combine(folder, Name);
        File.WriteAllText(path + ".partial", Writer.Serialize(values));
        File.Move(path + ".partial", path, overwrite: true);
    }

    /// <summary>The values as text; null for none.</summary>
    /// <exception cref="RunStoreException">The file is no such YAML.</exception>
    public static IReadOnlyDictionary<string, string?> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            var values = Reader.Deserialize<Dictionary<string, object?>>(File.ReadAllText(path)) ?? throw new RunStoreException($"{path} is empty.");
            return values.ToDictionary(v => v.Key, v => v.Value as string, StringComparer.Ordinal);
        }
        catch (YamlException e)
        {
            throw new RunStoreException($"{path}: {e.Message}", e);
        }
    }
}
