using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PreDelinquency.EndToEnd.Tests.Dashboard;

/// <summary>Figures of the API as the pages write them, and the wait until they stand there.</summary>
internal static partial class PageFigures
{
    private static readonly CultureInfo Us = CultureInfo.GetCultureInfo("");

    public static async Task ShowsAsync(IPage page, string figure, Func<Task<string>> expected)
    {
        var shown = page.Locator($"[data-figure={figure}]");
        await shown.WaitForAsync();

        // Life goes on between the question and the page.
        await Eventually.HoldsAsync(async () => await expected() == await shown.InnerTextAsync());
    }

    /// <summary>Waits until the texts of some places are what the API leads to.</summary>
    /// <param name="places">Where they stand, in order.</param>
    /// <param name="expected">What the API leads to.</param>
    /// <param name="mayBeNone">Whether no text is right, too, where the API has none.</param>
    /// <param name="startsWith">Whether each place may say more after it.</param>
    public static async Task ListsAsync(ILocator places, Func<Task<IReadOnlyList<string>>> expected, bool mayBeNone = false, bool startsWith = false)
    {
        IReadOnlyList<string> wanted = [], found = [];
        try
        {
            await Eventually.HoldsAsync(async () =>
            {
                wanted = [.. (await expected()).Select(Line)];
                found = [.. (await places.AllInnerTextsAsync()).Select(Line)];
                return (mayBeNone || wanted.Count > 0) && wanted.Count == found.Count
                    && wanted.Zip(found).All(pair => startsWith ? pair.Second.StartsWith(pair.First, StringComparison.Ordinal) : pair.First == pair.Second);
            });
        }
        catch (OperationCanceledException)
        {
            // Says what differs.
            Assert.Equal(wanted, found);
            throw;
        }
    }

    public static string Count(JsonElement number) => Count(number.GetInt64());

    public static string Count(long number) => number.ToString("#,0", Us);

    /// <summary>A probability with one decimal of its percents.</summary>
    public static string Share(JsonElement probability) => Or(probability, p => Rounded(p * 100, 1).ToString("0.0", Us) + "%");

    /// <summary>A share in whole percents.</summary>
    public static string Percent(JsonElement share) => Or(share, s => Percent(s));

    public static string Percent(double share) => Rounded(share * 100, 0).ToString("0", Us) + "%";

    public static string Fine(JsonElement number) => Or(number, n => Rounded(n, 3).ToString("0.000", Us));

    public static string OneDecimal(JsonElement number) => Or(number, n => Rounded(n, 1).ToString("0.0", Us));

    public static string Signed(double number) => Rounded(number, 2) is var rounded && rounded > 0 ? "+" + rounded.ToString("0.00", Us) : rounded == 0 ? "0.00" : rounded.ToString("0.00", Us);

    /// <summary>The change of a probability, in percentage points.</summary>
    public static string Points(double change) => Rounded(change * 100, 1) is var rounded && rounded > 0 ? $"+{rounded.ToString("0.0", Us)} pp" : rounded == 0 ? "0.0 pp" : $"{rounded.ToString("0.0", Us)} pp";

    /// <summary>A name of the API; the days that it looks at come last.</summary>
    public static string Words(string name)
    {
        var spaced = TwoSpans().Replace(name.Replace('_', ' '), ", ${first} against ${second} days");
        spaced = Span().Replace(spaced, "${rest}, ${days} days");
        return spaced.Length == 0 ? "" : char.ToUpperInvariant(spaced[0]) + spaced[1..];
    }

    /// <summary>A text in one line, with single spaces.</summary>
    private static string Line(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Or(JsonElement value, Func<double, string> write) => value.ValueKind == JsonValueKind.Null ? "–" : write(value.GetDouble());

    [GeneratedRegex(@" (?<first>\d+)d (?<second>\d+)d$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TwoSpans();

    [GeneratedRegex(@" (?<days>\d+)d\b(?<rest>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Span();

    private static double Rounded(double number, int decimals) => Math.Round(number, decimals, MidpointRounding.AwayFromZero);
}
