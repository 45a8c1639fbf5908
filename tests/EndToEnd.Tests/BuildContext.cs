using System.Text.RegularExpressions;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>What a container build sees of a folder: all but what its .dockerignore keeps out. The last rule that matches decides.</summary>
internal static class BuildContext
{
    private static readonly TimeSpan MatchDeadline = TimeSpan.FromSeconds(1);

    /// <summary>Copies it.</summary>
    public static void Copy(string folder, string to)
    {
        var rules = File.ReadLines(Path.Combine(folder, ".dockerignore"))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => (Keeps: line[0] == '!', Pattern: ToRegex(line.TrimStart('!').Trim('/'))))
            .ToList();
        // What no build ever makes part of the project, and may change while it is copied.
        var skipped = new[] { ".git", "bin", "obj", "node_modules" };
        foreach (var path in Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).SelectMany(d => Files(d, skipped))))
        {
            var relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!rules.Aggregate(true, (kept, rule) => rule.Pattern.IsMatch(relative) ? rule.Keeps : kept))
                continue;
            var target = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private static IEnumerable<string> Files(string folder, string[] skipped) => skipped.Contains(Path.GetFileName(folder))
        ? []
        : Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).SelectMany(d => Files(d, skipped)));

    /// <summary>A rule matches a path, and all that lies below a path that it matches.</summary>
    private static Regex ToRegex(string pattern) => new(
        "^" + Regex.Escape(pattern).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal).Replace(@"\?", "[^/]", StringComparison.Ordinal) + "(/|$)",
        RegexOptions.ExplicitCapture,
        MatchDeadline);
}
