using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>The system's own Chromium.</summary>
internal sealed class DashboardBrowser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // Milliseconds. What is awaited comes; on a machine that does much else, late.
    private const float Patience = 120_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private DashboardBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Where it is installed; null where it is not.</summary>
    public static string? Installed { get; } = Places.FirstOrDefault(File.Exists);

    public static async Task<DashboardBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();
        return new DashboardBrowser(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Installed, Args = ["--no-sandbox", "--process-per-site"] }));
    }

    /// <summary>A browser without a past, in light colours, as wide as a laptop.</summary>
    /// <param name="gateway">Whose pages are opened in it.</param>
    /// <param name="motion">Whether what moves by itself does: each of its pictures takes the processor.</param>
    public async Task<IBrowserContext> NewContextAsync(Uri gateway, ReducedMotion motion = ReducedMotion.Reduce)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = gateway.ToString(),
            ColorScheme = ColorScheme.Light,
            Locale = "en-US",
            ReducedMotion = motion,
            TimezoneId = "Europe/Madrid",
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        context.SetDefaultTimeout(Patience);
        context.SetDefaultNavigationTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
