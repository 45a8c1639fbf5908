namespace PreDelinquency.Gateway.Hosting;

/// <summary>The page that a browser sees first.</summary>
internal static class LandingPage
{
    public static string Html { get; } = EmbeddedPage.Read("landing.html");
}
