namespace PreDelinquency.Engine.Tests;

/// <summary>Finds files of the checkout that the tests run in.</summary>
internal static class Repository
{
    public static string PathOf(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PreDelinquency.sln")))
                return Path.Combine(folder.FullName, relative);
        }

        throw new DirectoryNotFoundException("The tests must run inside a checkout.");
    }
}
