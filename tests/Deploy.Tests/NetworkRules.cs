using System.Text.Json.Nodes;
using static PreDelinquency.Deploy.Tests.KubernetesObject;

namespace PreDelinquency.Deploy.Tests;

/// <summary>
/// What network policies of one namespace allow between its pods, and between them and others, told by address or by
/// namespace: both sides' policies must allow a connection, and a side that no policy selects allows all.
/// https://kubernetes.io/docs/concepts/services-networking/network-policies/
/// </summary>
internal sealed class NetworkRules(IReadOnlyList<KubernetesObject> policies)
{
    private const string NamespaceName = "kubernetes.io/metadata.name";

    /// <summary>From pod to pod of the namespace.</summary>
    public bool Allows(IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> to, int port) =>
        AllowsSide("Egress", from, port, peer => IsPod(peer, to)) && AllowsSide("Ingress", to, port, peer => IsPod(peer, from));

    /// <summary>From a pod to an address.</summary>
    public bool AllowsTo(IReadOnlyDictionary<string, string> from, string address, int port) => AllowsSide("Egress", from, port, peer => IsAddress(peer, address));

    /// <summary>From an address to a pod.</summary>
    public bool AllowsFrom(string address, IReadOnlyDictionary<string, string> to, int port) => AllowsSide("Ingress", to, port, peer => IsAddress(peer, address));

    /// <summary>From a pod without labels of another namespace to a pod.</summary>
    public bool AllowsFromNamespace(string name, IReadOnlyDictionary<string, string> to, int port) =>
        AllowsSide("Ingress", to, port, peer => peer["namespaceSelector"] is { } selector
            && Selects(selector, new Dictionary<string, string> { [NamespaceName] = name }) && peer["podSelector"] is null);

    public static bool Selects(JsonNode selector, IReadOnlyDictionary<string, string> labels) =>
        Labels(selector["matchLabels"]).All(p => labels.TryGetValue(p.Key, out var value) && value == p.Value)
        && List(selector["matchExpressions"]).All(e => Text(e["operator"]) == "In"
            ? labels.TryGetValue(Text(e["key"]), out var value) && List(e["values"]).Any(v => Text(v) == value)
            : throw new NotSupportedException($"{e["operator"]} is used by no policy so far."));

    private static bool IsPod(JsonNode peer, IReadOnlyDictionary<string, string> labels) =>
        peer["namespaceSelector"] is null && peer["podSelector"] is { } selector && Selects(selector, labels);

    private static bool IsAddress(JsonNode peer, string address) =>
        peer["ipBlock"] is { } block && System.Net.IPNetwork.Parse(Text(block["cidr"])).Contains(System.Net.IPAddress.Parse(address));

    private bool AllowsSide(string side, IReadOnlyDictionary<string, string> pod, int port, Func<JsonNode, bool> isPeer)
    {
        var (rules, peers) = side == "Egress" ? ("egress", "to") : ("ingress", "from");
        var selecting = policies.Where(p => Selects(p.Node["spec"]!["podSelector"]!, pod) && List(p.Node["spec"]!["policyTypes"]).Any(t => Text(t) == side)).ToList();
        return selecting.Count == 0 || selecting.SelectMany(p => List(p.Node["spec"]![rules])).Any(rule =>
            (rule["ports"] is null || List(rule["ports"]).Any(p => p["port"]!.ToString() == port.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            && (rule[peers] is null || List(rule[peers]).Any(isPeer)));
    }
}
