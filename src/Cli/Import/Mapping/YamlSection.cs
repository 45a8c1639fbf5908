using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>
/// A mapping of keys to values in a YAML file, read strictly: a key that nobody asked for is an error, and every error
/// names file, line, key and rule.
/// </summary>
internal sealed class YamlSection
{
    private readonly string _file;
    private readonly string _path;
    private readonly YamlMappingNode _node;
    private readonly HashSet<string> _known = [];

    private YamlSection(string file, string path, YamlMappingNode node) => (_file, _path, _node) = (file, path, node);

    /// <summary>The keys, in the order of the file.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.Select(k => ((YamlScalarNode)k).Value!);

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="CommandException">Not YAML, or not a mapping of keys.</exception>
    public static YamlSection Parse(string file, TextReader text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(text);
        }
        catch (YamlException e)
        {
            throw new CommandException($"{file}:{e.Start.Line}: is not valid YAML: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // What the parser throws where the text ends inside a list or a group.
            throw new CommandException($"{file}: is not valid YAML: a bracket or brace is not closed", e);
        }

        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
            ? Create(file, "", root)
            : throw new CommandException($"{file}: must be one YAML document of keys and values");
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The text of a key, or null where the key is absent.</summary>
    public string? OptionalText(string key) => Find(key) is { } node ? TextOf(node, key) : null;

    /// <summary>The text of a key that must be there.</summary>
    public string Text(string key) => OptionalText(key) ?? throw Error(key, "is required");

    /// <summary>One of a few words, or null where the key is absent.</summary>
    public string? OptionalWord(string key, params ReadOnlySpan<string> words)
    {
        var text = OptionalText(key);
        if (text is not null && !words.Contains(text))
            throw Error(key, $"must be one of {string.Join(", ", words)}, not '{text}'");
        return text;
    }

    /// <summary>A whole number of at least 0, or null where the key is absent.</summary>
    public int? OptionalCount(string key)
    {
        if (OptionalText(key) is not { } text)
            return null;
        return int.TryParse(text, out var number) && number >= 0 ? number : throw Error(key, $"must be a whole number of at least 0, not '{text}'");
    }

    /// <summary>One text, or a list of them; empty where the key is absent.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list when list.Children.Count > 0 => [.. list.Children.Select(item => TextOf(item, key))],
        var node => [TextOf(node, key)],
    };

    /// <summary>The keys and values below a key, or null where the key is absent. A bare text stands for <c>{ shorthand: text }</c> where a shorthand is given.</summary>
    public YamlSection? OptionalSection(string key, string? shorthand = null) => Find(key) switch
    {
        null => null,
        YamlMappingNode mapping => Create(_file, Join(key), mapping),
        YamlScalarNode scalar when shorthand is not null => Create(_file, Join(key), new YamlMappingNode(new YamlScalarNode(shorthand), scalar)),
        _ => throw Error(key, "must be a group of keys and values"),
    };

    /// <summary>The keys and values below a key that must be there.</summary>
    public YamlSection Section(string key, string? shorthand = null) => OptionalSection(key, shorthand) ?? throw Error(key, "is required");

    /// <summary>A list of groups; empty where the key is absent.</summary>
    public IReadOnlyList<YamlSection> Sections(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select((item, i) => item is YamlMappingNode mapping
            ? Create(_file, $"{Join(key)}[{i + 1}]", mapping)
            : throw Error(key, $"entry {i + 1} must be a group of keys and values"))],
        _ => throw Error(key, "must be a list"),
    };

    /// <summary>Whether the value of a key is a group rather than a text or a list.</summary>
    public bool IsSection(string key) => Find(key) is YamlMappingNode;

    /// <summary>Refuses keys that were never asked for.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var key in Keys)
        {
            if (!_known.Contains(key))
                throw Error(key, $"is not known here; known are {string.Join(", ", _known)}");
        }
    }

    /// <summary>An error about a key's value.</summary>
    public CommandException Error(string key, string rule)
    {
        var line = (Find(key) ?? _node).Start.Line;
        return new CommandException($"{_file}:{line}: {Join(key)} {rule}");
    }

    private static YamlSection Create(string file, string path, YamlMappingNode node)
    {
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode)
                throw new CommandException($"{file}:{key.Start.Line}: {(path.Length > 0 ? path : "the file")} has a key that is not a text");
        }

        return new YamlSection(file, path, node);
    }

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private string TextOf(YamlNode node, string key) =>
        node is YamlScalarNode { Value: { } text } ? text : throw Error(key, "must be a text");

    private string Join(string key) => _path.Length > 0 ? $"{_path}.{key}" : key;
}
