namespace PreDelinquency.Deploy.Tests.Alerts;

/// <summary>One value of a vector. A number by itself is one without labels.</summary>
internal sealed record Element(IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>Some of the labels, as something to compare by; all but the metric's name where none are named.</summary>
    public string Key(IReadOnlyCollection<string>? names) =>
        string.Join(',', Labels.Where(label => names?.Contains(label.Key) ?? true).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    public Element With(IReadOnlyCollection<string> names, double value) =>
        new(Labels.Where(label => names.Contains(label.Key)).ToDictionary(StringComparer.Ordinal), value);
}
