using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Figures of the API as the pages write them, and the wait until they stand there.</summary>
internal static class PageFigures
{
    private static readonly CultureInfo Us = CultureInfo.GetCultureInfo("");

    public static async Task ShowsAsync(IPage page, string figure, Func<Task<string>> expected)
    {
        var shown = page.Locator($"[data-figure={figure}]");
        await shown.WaitForAsync();

        // Life goes on between the question and the page.
        await Eventually.HoldsAsync(async () => await expected() == await shown.InnerTextAsync());
    }

    public static string Count(JsonElement number) => Count(number.GetInt64());

    public static string Count(long number) => number.ToString("#,0", Us);

    public static string Share(JsonElement probability) => Math.Round(probability.GetDouble() * 100, 1, MidpointRounding.AwayFromZero).ToString("0.0", Us) + "%";
}
