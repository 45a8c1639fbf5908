namespace PreDelinquency.Gateway.Hosting;

/// <summary>The page that a browser sees first.</summary>
internal static class LandingPage
{
    public static string Html { get; } = Read();

    private static string Read()
    {
        const string Name = "PreDelinquency.Gateway.Pages.landing.html";
        using var stream = typeof(LandingPage).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"{Name} is not embedded in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
