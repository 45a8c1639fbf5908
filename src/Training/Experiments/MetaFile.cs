using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace PreDelinquency.Training.Experiments;

/// <summary><c>meta.yaml</c> of an experiment or a run: names and plain values.</summary>
internal static class MetaFile
{
    public const string Name = "meta.yaml";

    private static readonly IDeserializer Reader = new DeserializerBuilder().Build();

    public static void Write(string folder, SortedDictionary<string, object?> values)
    {
        var path = Path.Combine(folder, Name);
        File.WriteAllText(path + ".partial", string.Concat(values.Select(v => $"{v.Key}: {Scalar(v.Value)}\n")));
        File.Move(path + ".partial", path, overwrite: true);
    }

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        string text => Quoted(text),
        IReadOnlyCollection<string> { Count: 0 } => "[]",
        int or long => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        _ => throw new ArgumentException($"{value.GetType()} is no value of a meta file.", nameof(value)),
    };

    /// <summary>
    /// A text in double quotes. MLflow reads YAML 1.1, to which a bare 2026-11-21 is a date, on is true and 1:30 is ninety;
    /// quoted, a text is a text in every version.
    /// </summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' or (>= '\u007F' and <= '\u009F') or '\u2028' or '\u2029' or '\uFEFF' or >= '\uFFFE' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
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
