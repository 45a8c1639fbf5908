using System.Collections.Frozen;
using System.Reflection;

namespace PreDelinquency.Gateway.Dashboard;

/// <summary>The files of the dashboard that the build embedded; none where it was built without Node.js.</summary>
internal sealed class DashboardFiles
{
    private const string Prefix = "dashboard/";
    private const string Assets = "assets/";

    private static readonly (string Suffix, string Coding)[] Compressed = [(".br", "br"), (".gz", "gzip")];

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, DashboardFile> _files;

    /// <param name="assembly">Where they are embedded.</param>
    public DashboardFiles(Assembly assembly)
    {
        var contents = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name => Read(assembly, name), StringComparer.Ordinal);
        _files = contents.Keys
            .Where(name => !Compressed.Any(c => name.EndsWith(c.Suffix, StringComparison.Ordinal)))
            .ToFrozenDictionary(name => name, name => FileOf(name, contents), StringComparer.Ordinal);
        Index = _files.GetValueOrDefault("index.html");
    }

    /// <summary>The page that every address of the dashboard leads to; null where none was built.</summary>
    public DashboardFile? Index { get; }

    /// <summary>A file by its path; null where there is none.</summary>
    public DashboardFile? Find(string path) => _files.GetValueOrDefault(path);

    private static DashboardFile FileOf(string name, Dictionary<string, byte[]> contents)
    {
        var extension = Path.GetExtension(name);
        var contentType = ContentTypes.GetValueOrDefault(extension) ?? throw new InvalidOperationException($"No content type is known for {name}.");
        var codings = Compressed.Where(c => contents.ContainsKey(name + c.Suffix)).Select(c => (c.Coding, contents[name + c.Suffix])).ToList();
        return new DashboardFile(contentType, name.StartsWith(Assets, StringComparison.Ordinal), [.. codings, (DashboardFile.Identity, contents[name])]);
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
