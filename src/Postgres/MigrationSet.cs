using System.Globalization;
using System.Reflection;

namespace PreDelinquency.Postgres;

/// <summary>
/// The schema of one component, as the steps that lead to it: the scripts of a folder below <c>scripts/sql/postgres</c>,
/// which are part of this program. Components share a database and know nothing of each other.
/// </summary>
public sealed class MigrationSet
{
    /// <summary>The store of the cluster edition.</summary>
    public const string Cluster = "cluster";

    /// <summary>The store of the one-machine engine.</summary>
    public const string Engine = "engine";

    /// <summary>What became of proposals: contacts, the outbox, the audit log.</summary>
    public const string Outreach = "outreach";

    /// <summary>The model registry.</summary>
    public const string Registry = "registry";

    /// <summary>What Orleans' own providers keep: members of the cluster, reminders, subscriptions.</summary>
    public const string Orleans = "orleans";

    private const string Prefix = "postgres/";

    /// <summary>Ends the names of scripts that are repeated.</summary>
    private const string Repeated = ".repeated";

    /// <param name="component">The name under which the database remembers what was applied.</param>
    /// <param name="migrations">In order, from version 1 without gaps.</param>
    internal MigrationSet(string component, IReadOnlyList<Migration> migrations)
    {
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Version != i + 1)
                throw new ArgumentException($"{component}: {migrations[i].Name} must have version {i + 1}.", nameof(migrations));
        }

        (Component, Migrations) = (component, migrations);
    }

    /// <summary>Every component of this program, by name.</summary>
    public static IReadOnlyList<MigrationSet> All { get; } = [.. Scripts().GroupBy(s => s.Component, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
        .Select(g => new MigrationSet(g.Key, [.. g.Select(s => s.Migration).OrderBy(m => m.Version)]))];

    /// <summary>What the one-machine edition keeps in a database.</summary>
    public static IReadOnlyList<MigrationSet> OneMachine { get; } = [Of(Engine), Of(Outreach), Of(Registry)];

    /// <summary>What the cluster edition keeps in a database. It takes more rights: a namespace of its own.</summary>
    public static IReadOnlyList<MigrationSet> ClusterEdition { get; } = [Of(Cluster), Of(Orleans), Of(Outreach), Of(Registry)];

    public string Component { get; }

    public IReadOnlyList<Migration> Migrations { get; }

    /// <summary>The version that this program needs, and the newest that it knows.</summary>
    public int Version => Migrations.Count;

    /// <exception cref="ArgumentException">This program has no such component.</exception>
    public static MigrationSet Of(string component) =>
        All.FirstOrDefault(set => set.Component == component)
            ?? throw new ArgumentException($"There is no component {component}; there are {string.Join(", ", All.Select(set => set.Component))}.", nameof(component));

    private static IEnumerable<(string Component, Migration Migration)> Scripts()
    {
        foreach (var resource in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            if (resource[Prefix.Length..].Split('/') is not [var component, var file])
                throw new InvalidOperationException($"scripts/sql/{resource} must lie in the folder of a component.");
            var name = Path.GetFileNameWithoutExtension(file);
            var isRepeated = name.EndsWith(Repeated, StringComparison.Ordinal);
            if (isRepeated)
                name = name[..^Repeated.Length];
            yield return (component, new Migration(int.Parse(name.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture), name, Text(resource), isRepeated));
        }
    }

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
