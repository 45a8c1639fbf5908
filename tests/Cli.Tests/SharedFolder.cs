using System.Runtime.CompilerServices;

namespace PreDelinquency.Cli.Tests;

/// <summary>Data that lies beside the repository rather than in it; tests that need it skip where it is absent.</summary>
public static class SharedFolder
{
    private const string Variable = "PREDELINQUENCY_SHARED";

    /// <summary>The path of a shared file; ends the test as skipped where there is none.</summary>
    public static string File(string name)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) ?? Sibling();
        var path = folder is null ? null : Path.Combine(folder, name);
        Assert.SkipUnless(path is not null && System.IO.File.Exists(path), $"{name} lies outside the repository and is not here; {Variable} may name its folder.");
        return path!;
    }

    private static string? Sibling([CallerFilePath] string source = "")
    {
        for (var folder = Path.GetDirectoryName(source); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "shared", "data")))
                return Path.Combine(folder, "shared");
        }

        return null;
    }
}
