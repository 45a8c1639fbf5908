using System.Globalization;
using PreDelinquency.Domain.Transactions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PreDelinquency.Outreach.Policies;

/// <summary>
/// A group of keys and values in a YAML file, read strictly: what is missing, not known or against a rule becomes a fault with its
/// line, a stand-in value is returned, and reading goes on, so that all faults are found. Whoever reads must look at the faults
/// before anything read is used.
/// </summary>
internal sealed class YamlGroup
{
    private readonly string _path;
    private readonly YamlMappingNode _node;
    private readonly FaultList _faults;
    private readonly HashSet<string> _asked = [];

    private YamlGroup(string file, string path, YamlMappingNode node, FaultList faults) => (File, _path, _node, _faults) = (file, path, node, faults);

    public string File { get; }

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<string> Keys => _node.Children.Keys.OfType<YamlScalarNode>().Select(k => k.Value ?? "");

    /// <summary>Reads a whole document; null, with a fault, where it is none.</summary>
    public static YamlGroup? Parse(string file, string text, FaultList faults)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            faults.Add(file, Math.Max(1, e.Start.Line), "", null, $"must be valid YAML: {e.Message}");
            return null;
        }
        catch (InvalidOperationException)
        {
            // What the parser throws where the text ends inside a list or a group.
            faults.Add(file, 1, "", null, "must be valid YAML: a bracket or brace is not closed");
            return null;
        }

        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
            return new(file, "", root, faults);
        faults.Add(file, 1, "", null, "must be one YAML document of keys and values");
        return null;
    }

    /// <summary>All that stands in it and below; of use only where no fault was found.</summary>
    public IEnumerable<PolicyValue> Values => PolicyValue.Of(File, _path, _node);

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether a key has keys and values below it.</summary>
    public bool HasGroup(string key) => Find(key) is YamlMappingNode;

    public bool HasList(string key) => Find(key) is YamlSequenceNode;

    /// <summary>A text that must be there; empty, with a fault, where it is not.</summary>
    public LocatedText Text(string key)
    {
        var node = Required(key);
        if (node is YamlScalarNode { Value: { } text })
            return new(text, File, node.Start.Line, Join(key));
        if (node is not null)
            Fault(key, "must be a text");
        return new("", File, (node ?? _node).Start.Line, Join(key));
    }

    /// <summary>A whole number.</summary>
    public int Count(string key, int least, int most)
    {
        var text = Text(key);
        if (int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        FaultUnlessMissing(key, $"must be a whole number from {least} to {most}");
        return least;
    }

    /// <summary>A decimal number.</summary>
    public decimal Number(string key, decimal least, decimal most)
    {
        var text = Text(key);
        if (decimal.TryParse(text.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        FaultUnlessMissing(key, $"must be a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}");
        return least;
    }

    public bool Flag(string key)
    {
        var text = Text(key).Text;
        if (text is not ("true" or "false"))
            FaultUnlessMissing(key, "must be true or false");
        return text == "true";
    }

    /// <summary>A time of day in whole minutes.</summary>
    public TimeOnly Time(string key)
    {
        if (!ContactHours.TryTime(Text(key).Text, out var time))
            FaultUnlessMissing(key, "must be a time like 08:00");
        return time;
    }

    /// <summary>One of the names of an enumeration.</summary>
    public T Word<T>(string key, params ReadOnlySpan<T> allowed)
        where T : struct, Enum
    {
        if (!WireNames<T>.TryParse(Text(key).Text, out var value) || (allowed.Length > 0 && !allowed.Contains(value)))
            FaultUnlessMissing(key, $"must be one of {Names(allowed)}");
        return value;
    }

    /// <summary>A list of different names of an enumeration.</summary>
    public IReadOnlyList<T> Words<T>(string key, bool mayBeEmpty)
        where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var item in List(key))
        {
            if (item is not YamlScalarNode { Value: { } text } || !WireNames<T>.TryParse(text, out var value))
                _faults.Add(File, item.Start.Line, Join(key), (item as YamlScalarNode)?.Value, $"must list only {Names<T>([])}");
            else if (values.Contains(value))
                _faults.Add(File, item.Start.Line, Join(key), text, "must list each once");
            else
                values.Add(value);
        }

        if (values.Count == 0 && !mayBeEmpty && Has(key))
            Fault(key, "must list at least one");
        return values;
    }

    /// <summary>Texts of a list that may be absent.</summary>
    public IReadOnlyList<LocatedText> OptionalTexts(string key)
    {
        var texts = new List<LocatedText>();
        foreach (var item in Has(key) ? List(key) : [])
        {
            if (item is YamlScalarNode { Value: { } text })
                texts.Add(new(text, File, item.Start.Line, Join(key)));
            else
                _faults.Add(File, item.Start.Line, Join(key), null, "must list texts");
        }

        return texts;
    }

    /// <summary>Groups of a list that may be absent.</summary>
    public IReadOnlyList<YamlGroup> OptionalGroups(string key)
    {
        var groups = new List<YamlGroup>();
        foreach (var item in Has(key) ? List(key) : [])
        {
            if (item is YamlMappingNode mapping)
                groups.Add(new(File, $"{Join(key)}[{groups.Count + 1}]", mapping, _faults));
            else
                _faults.Add(File, item.Start.Line, Join(key), null, "must list groups of keys and values");
        }

        return groups;
    }

    /// <summary>A group that must be there; an empty one, with a fault, where it is not.</summary>
    public YamlGroup Group(string key)
    {
        var node = Required(key);
        if (node is YamlMappingNode mapping)
            return new(File, Join(key), mapping, _faults);
        if (node is not null)
            Fault(key, "must be a group of keys and values");
        // What is missing below it would only repeat this fault.
        return new(File, Join(key), new YamlMappingNode(), new FaultList());
    }

    /// <summary>Makes faults of keys that nobody asked for.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var (key, _) in _node.Children)
        {
            if (key is not YamlScalarNode { Value: { } text })
                _faults.Add(File, key.Start.Line, _path, null, "must have texts for keys");
            else if (!_asked.Contains(text))
                _faults.Add(File, key.Start.Line, Join(text), null, _asked.Count == 0 ? "is not known here" : $"is not known here; known are {string.Join(", ", _asked)}");
        }
    }

    /// <summary>Adds a fault about a key's value.</summary>
    public void Fault(string key, string rule)
    {
        var node = Find(key) ?? _node;
        _faults.Add(File, Math.Max(1, node.Start.Line), Join(key), (node as YamlScalarNode)?.Value, rule);
    }

    /// <summary>Adds a fault about a key whose value is for nobody to see.</summary>
    public void FaultOfSecret(string key, string rule) => _faults.Add(File, Math.Max(1, (Find(key) ?? _node).Start.Line), Join(key), null, rule);

    private void FaultUnlessMissing(string key, string rule)
    {
        if (Find(key) is YamlScalarNode)
            Fault(key, rule);
    }

    private IEnumerable<YamlNode> List(string key)
    {
        var node = Required(key);
        if (node is YamlSequenceNode list)
            return list.Children;
        if (node is not null)
            Fault(key, "must be a list");
        return [];
    }

    private YamlNode? Required(string key)
    {
        var node = Find(key);
        if (node is null)
            _faults.Add(File, Math.Max(1, _node.Start.Line), Join(key), null, "is required");
        return node;
    }

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
    }

    private static string Names<T>(ReadOnlySpan<T> allowed)
        where T : struct, Enum => string.Join(", ", allowed.Length > 0 ? allowed.ToArray().Select(WireNames<T>.Of) : WireNames<T>.All);

    private string Join(string key) => _path.Length > 0 ? $"{_path}.{key}" : key;
}
