using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace PreDelinquency.Deploy.Tests;

/// <summary>What <c>kubectl kustomize</c> makes of the folders of <c>deploy/k8s</c>.</summary>
internal static class Manifests
{
    public const string Single = "single";
    private const string Overlays = "cluster/overlays";
    private static readonly IDeserializer Reader = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
    private static readonly ISerializer ToJson = new SerializerBuilder().JsonCompatible().Build();
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Texts = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<KubernetesObject>>>> Objects = new(StringComparer.Ordinal);

    /// <summary>The one-machine edition, and every overlay of the cluster edition.</summary>
    public static IReadOnlyList<string> All { get; } = [Single, .. Clusters()];

    public static TheoryData<string> EveryFolder => [.. All];

    public static TheoryData<string> EveryOverlay => [.. Clusters()];

    /// <summary>The manifest as YAML, rendered once.</summary>
    public static Task<string> TextAsync(string folder) =>
        Texts.GetOrAdd(folder, f => new(() => Tool.RunAsync("kubectl", "kustomize", Path.Combine("deploy", "k8s", f)))).Value;

    /// <summary>Its objects, to be read only: all tests share them.</summary>
    public static Task<IReadOnlyList<KubernetesObject>> ReadAsync(string folder) =>
        Objects.GetOrAdd(folder, f => new(async () => [.. (await TextAsync(f)).Split("\n---\n").Select(Parse).Select(node => new KubernetesObject(node))])).Value;

    public static async Task<IReadOnlyList<KubernetesObject>> ReadAsync(string folder, string kind) =>
        [.. (await ReadAsync(folder)).Where(o => o.Kind == kind)];

    /// <summary>Those that make pods.</summary>
    public static async Task<IReadOnlyList<KubernetesObject>> WorkloadsAsync(string folder) =>
        [.. (await ReadAsync(folder)).Where(o => o.PodTemplate is not null)];

    /// <summary>One YAML document as JSON: what is written without quotes may be a number or a truth value, as in YAML.</summary>
    public static JsonNode Parse(string yaml)
    {
        using var text = new StringReader(yaml);
        return JsonNode.Parse(ToJson.Serialize(Reader.Deserialize(new MergingParser(new Parser(text)))))!;
    }

    private static IEnumerable<string> Clusters() => Directory
        .EnumerateDirectories(Repository.PathOf($"deploy/k8s/{Overlays}"))
        .Select(path => $"{Overlays}/{Path.GetFileName(path)}")
        .Order(StringComparer.Ordinal);
}
