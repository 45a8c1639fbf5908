namespace PreDelinquency.Gateway.Hosting;

/// <summary>Folders where the command line names none.</summary>
internal static class DefaultFolders
{
    /// <summary>The model that comes with the program.</summary>
    public static string Model => Path.Combine(AppContext.BaseDirectory, "models", "champion");

    /// <summary>The user's own folder of one demo, the same each time, so that a restart goes on.</summary>
    public static string Demo(DemoOptions demo)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(
            home.Length > 0 ? home : Path.Combine(Path.GetTempPath(), Environment.UserName),
            "predelinquency",
            $"demo-{demo.Customers}-{demo.Months}-{demo.Seed}");
    }
}
