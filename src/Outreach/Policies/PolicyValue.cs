using YamlDotNet.RepresentationModel;

namespace PreDelinquency.Outreach.Policies;

/// <summary>One value of a policy or its texts, as it was written.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Key">Where in it, like <c>levels.high.priority</c>; entries of a list of groups by their number from 1.</param>
/// <param name="Value">What stands there; a list of words in one line.</param>
internal sealed record PolicyValue(string File, string Key, string Value)
{
    /// <summary>All values of a group, in the order of the file.</summary>
    public static IEnumerable<PolicyValue> Of(string file, string key, YamlNode node) => node switch
    {
        YamlMappingNode group => group.Children.SelectMany(child => Of(file, Join(key, ((YamlScalarNode)child.Key).Value ?? ""), child.Value)),
        YamlSequenceNode list when list.Children.All(child => child is YamlScalarNode) => [new(file, key, string.Join(", ", list.Children.Select(Text)))],
        YamlSequenceNode list => list.Children.SelectMany((child, index) => Of(file, $"{key}[{index + 1}]", child)),
        _ => [new(file, key, Text(node))],
    };

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static string Join(string key, string name) => key.Length == 0 ? name : $"{key}.{name}";
}
