using System.Text.Json.Nodes;

namespace PreDelinquency.Deploy.Tests;

/// <summary>An object of a rendered manifest.</summary>
internal sealed record KubernetesObject(JsonNode Node)
{
    public string Kind => Text(Node["kind"]);

    public string Name => Text(Node["metadata"]!["name"]);

    /// <summary>What its pods are made of; null for what makes none.</summary>
    public JsonNode? PodTemplate => Kind is "Deployment" or "StatefulSet" or "Job" ? Node["spec"]!["template"]! : null;

    public JsonNode PodSpec => PodTemplate!["spec"]!;

    public IReadOnlyDictionary<string, string> PodLabels => Labels(PodTemplate!["metadata"]!["labels"]);

    /// <summary>All containers, those first that run before the others.</summary>
    public IEnumerable<JsonNode> Containers => List(PodSpec["initContainers"]).Concat(List(PodSpec["containers"]));

    public static IEnumerable<JsonNode> List(JsonNode? list) => list is JsonArray items ? items.Select(item => item!) : [];

    public static string Text(JsonNode? value) => value!.GetValue<string>();

    public static IReadOnlyDictionary<string, string> Labels(JsonNode? labels) =>
        labels is JsonObject named ? named.ToDictionary(p => p.Key, p => Text(p.Value)) : new Dictionary<string, string>();

    public override string ToString() => $"{Kind}/{Name}";
}
