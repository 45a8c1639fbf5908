using PreDelinquency.Outreach.Messages;

namespace PreDelinquency.Outreach.Policies;

/// <summary>A policy with the texts that go with it; immutable, and checked as a whole.</summary>
/// <param name="Policy">Whom, when and how.</param>
/// <param name="Texts">With which words.</param>
public sealed record PolicyBundle(ContactPolicy Policy, MessageTexts Texts)
{
    private static readonly Lazy<PolicyBundle> Carried = new(() => Create(PolicyFiles.Default(), new FaultList()));

    /// <summary>Name and fingerprint of policy and texts.</summary>
    public string Version => Policy.Version;

    /// <summary>What it was read from, by names of files.</summary>
    internal IReadOnlyDictionary<string, string> Files { get; private init; } = new Dictionary<string, string>();

    /// <summary>What was written, value by value, in order of files.</summary>
    internal IReadOnlyList<PolicyValue> Values { get; private init; } = [];

    /// <summary>What the program carries: <c>policies/default</c> of the repository.</summary>
    public static PolicyBundle Default => Carried.Value;

    /// <summary>Reads and checks a folder.</summary>
    /// <exception cref="PolicyException">Rules are broken; names all of them, with file, line, value and rule.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static PolicyBundle Load(string folder)
    {
        var faults = new FaultList();
        return Create(PolicyFiles.Read(folder, faults), faults);
    }

    /// <summary>Reads and checks what a store keeps.</summary>
    /// <exception cref="PolicyException">Rules are broken, as where another version of this program has other rules.</exception>
    public static PolicyBundle Of(StoredPolicy stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Create(new PolicyFiles([.. stored.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value))]), new FaultList());
    }

    /// <summary>As a store keeps it.</summary>
    public StoredPolicy ToStored() => new(Version, Files);

    private static PolicyBundle Create(PolicyFiles files, FaultList faults)
    {
        ContactPolicy? policy = null;
        var languages = new List<LanguageTexts>();
        var roots = new List<YamlGroup>();
        foreach (var (name, text) in files.Texts)
        {
            if (YamlGroup.Parse(name, text, faults) is not { } root)
                continue;
            roots.Add(root);
            if (name == PolicyFiles.PolicyName)
                policy = PolicyReader.Read(root, files.Fingerprint());
            else
                languages.Add(TextsReader.Read(root));
        }

        if (!files.Texts.Any(f => f.Name == PolicyFiles.PolicyName))
            faults.Add(PolicyFiles.PolicyName, 1, "", null, "is required");
        // What was not read would seem to be missing.
        faults.ThrowIfAny();
        if (!languages.Exists(l => l.Language == policy!.DefaultLanguage))
            faults.Add(PolicyFiles.PolicyName, 1, "default_language", policy!.DefaultLanguage, "must have texts");
        foreach (var texts in languages)
            TextRules.Check(texts, policy!, faults);
        faults.ThrowIfAny();
        return new(policy!, new(languages.ToDictionary(l => l.Language), policy!.DefaultLanguage))
        {
            Files = files.Texts.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal),
            Values = [.. roots.SelectMany(root => root.Values)],
        };
    }
}
