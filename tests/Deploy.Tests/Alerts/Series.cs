namespace PreDelinquency.Deploy.Tests.Alerts;

/// <summary>What one process measures of one thing.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Labels">Those of the scrape, <c>job</c> and <c>instance</c>, among them.</param>
/// <param name="At">The value at a second; null where the series is not there.</param>
internal sealed record Series(string Name, IReadOnlyDictionary<string, string> Labels, Func<int, double?> At)
{
    /// <summary>Seconds between scrapes.</summary>
    public const int Interval = 15;

    /// <param name="text">As scrapes show it: <c>name{label="value"}</c>, without spaces.</param>
    /// <param name="at">The value at a second.</param>
    public static Series Of(string text, Func<int, double?> at)
    {
        var parts = text.Split('{', '}');
        var labels = parts.Length == 1 ? [] : parts[1].Split(',').Select(label => label.Split('=', 2));
        return new Series(parts[0], labels.ToDictionary(label => label[0], label => label[1].Trim('"'), StringComparer.Ordinal), at);
    }

    public static Series Of(string text, double value) => Of(text, _ => value);

    /// <summary>The values of the scrapes of a span that ends at a second.</summary>
    public IReadOnlyList<double> Between(int from, int until) =>
        [.. Enumerable.Range(0, (until - from) / Interval).Select(scrape => At(until - (scrape * Interval))).Reverse().OfType<double>()];
}
