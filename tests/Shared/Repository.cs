namespace PreDelinquency.Tests;

/// <summary>The checkout that the tests run in, and data that lies beside it.</summary>
internal static class Repository
{
    private const string SolutionFile = "PreDelinquency.sln";
    private const string DataVariable = "PREDELINQUENCY_SHARED";

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Above(folder => File.Exists(Path.Combine(folder, SolutionFile)))
        ?? throw new DirectoryNotFoundException($"The tests must run inside a checkout: no {SolutionFile} above {AppContext.BaseDirectory}.");

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>The path of a file beside the repository; ends the test as skipped where there is none.</summary>
    public static string SharedFile(string name)
    {
        var folder = Environment.GetEnvironmentVariable(DataVariable) ?? Sibling();
        var path = folder is null ? null : Path.Combine(folder, name);
        Assert.SkipUnless(path is not null && File.Exists(path), $"{name} lies outside the repository and is not here; {DataVariable} may name its folder.");
        return path!;
    }

    private static string? Sibling() =>
        Above(folder => Directory.Exists(Path.Combine(folder, "shared", "data"))) is { } folder ? Path.Combine(folder, "shared") : null;

    private static string? Above(Func<string, bool> isIt)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !isIt(folder.FullName))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
