using System.Runtime.CompilerServices;

namespace PreDelinquency.EndToEnd.Tests;

/// <summary>Where things lie.</summary>
public static class Repository
{
    private const string SharedVariable = "PREDELINQUENCY_SHARED";

    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The gateway that was built along with this test.</summary>
    public static string GatewayAssembly
    {
        get
        {
            // …/tests/EndToEnd.Tests/bin/Release/net10.0/
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Path.Combine(Root, "src", "Gateway", "bin", framework.Parent!.Name, framework.Name, "PreDelinquency.Gateway.dll");
        }
    }

    /// <summary>The path of a file beside the repository; ends the test as skipped where there is none.</summary>
    public static string SharedFile(string name)
    {
        var folder = Environment.GetEnvironmentVariable(SharedVariable) ?? FindShared();
        var path = folder is null ? null : Path.Combine(folder, name);
        Assert.SkipUnless(path is not null && File.Exists(path), $"{name} lies outside the repository and is not here; {SharedVariable} may name its folder.");
        return path!;
    }

    private static string? FindShared()
    {
        for (var folder = Path.GetDirectoryName(Root); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "shared", "data")))
                return Path.Combine(folder, "shared");
        }

        return null;
    }

    private static string FindRoot([CallerFilePath] string source = "")
    {
        var folder = Path.GetDirectoryName(source);
        while (folder is not null && !File.Exists(Path.Combine(folder, "PreDelinquency.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The solution is not above the test's source.");
    }
}
