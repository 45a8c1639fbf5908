using System.Globalization;
using System.Text;

namespace PreDelinquency.Gateway.Tests.Observing;

/// <summary>
/// A strict reader of both text formats: by the grammar of OpenMetrics 1.0.0 and what Prometheus says of its format 0.0.4. Whatever a
/// lenient reader would let pass (families in pieces, samples without head, wrong suffixes, buckets that fall) is a failure here.
/// </summary>
internal sealed class ExpositionParser
{
    private readonly bool _isOpenMetrics;
    private readonly Dictionary<string, ParsedFamily> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private ParsedFamily? _family;

    private ExpositionParser(bool isOpenMetrics) => _isOpenMetrics = isOpenMetrics;

    /// <returns>The families by the name of their head.</returns>
    public static IReadOnlyDictionary<string, ParsedFamily> Parse(byte[] exposition, bool isOpenMetrics)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(exposition);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
        var lines = text[..^1].Split('\n');
        if (isOpenMetrics)
            Assert.Equal("# EOF", lines[^1]);
        var parser = new ExpositionParser(isOpenMetrics);
        foreach (var line in isOpenMetrics ? lines[..^1] : lines)
            parser.Take(line);
        foreach (var family in parser._families.Values)
            parser.Check(family);
        return parser._families;
    }

    private void Take(string line)
    {
        Assert.NotEqual("", line);
        if (line.StartsWith('#'))
            TakeHead(line);
        else
            TakeSample(line);
    }

    private void TakeHead(string line)
    {
        var parts = line.Split(' ', 4);
        Assert.True(parts.Length == 4 && parts[0] == "#", line);
        var (keyword, name, text) = (parts[1], parts[2], parts[3]);
        RequireName(name, allowsColon: true);
        if (_family?.Name != name)
        {
            Assert.False(_families.ContainsKey(name), $"{name} comes in pieces.");
            _families[name] = _family = new ParsedFamily(name);
        }

        Assert.True(_family.Samples.Count == 0, $"{name} has its head behind its samples.");
        switch (keyword)
        {
            case "TYPE":
                Assert.Null(_family.Type);
                Assert.Contains(text, _isOpenMetrics ? new[] { "counter", "gauge", "histogram", "info" } : ["counter", "gauge", "histogram"]);
                _family.Type = text;
                break;
            case "HELP":
                Assert.Null(_family.Help);
                _family.Help = Unescape(text, quotes: _isOpenMetrics);
                break;
            case "UNIT":
                Assert.True(_isOpenMetrics, "Prometheus' format knows no units.");
                Assert.Null(_family.Unit);
                Assert.EndsWith($"_{text}", name, StringComparison.Ordinal);
                _family.Unit = text;
                break;
            default:
                Assert.Fail(line);
                break;
        }
    }

    private void TakeSample(string line)
    {
        var at = 0;
        while (at < line.Length && line[at] is not ('{' or ' '))
            at++;
        var name = line[..at];
        RequireName(name, allowsColon: true);
        var labels = line[at] == '{' ? ReadLabels(line, ref at) : [];
        Assert.True(at < line.Length && line[at] == ' ', line);
        var sample = new ParsedSample(name, labels, ReadNumber(line[(at + 1)..]));
        Assert.True(_family is { Type: not null }, $"{name} has no head.");
        Assert.True(IsOf(_family, name), $"{name} stands under {_family.Name}, a {_family.Type}.");
        Assert.True(_series.Add($"{name}|{string.Join('|', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"))}"), $"twice: {line}");
        _family.Samples.Add(sample);
    }

    private bool IsOf(ParsedFamily family, string sample) => family.Type switch
    {
        "histogram" => sample == $"{family.Name}_bucket" || sample == $"{family.Name}_sum" || sample == $"{family.Name}_count",
        "counter" when _isOpenMetrics => sample == $"{family.Name}_total",
        "counter" => sample == family.Name && sample.EndsWith("_total", StringComparison.Ordinal),
        "info" => sample == $"{family.Name}_info",
        _ => sample == family.Name,
    };

    private static Dictionary<string, string> ReadLabels(string line, ref int at)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        at++;
        while (line[at] != '}')
        {
            if (labels.Count > 0)
                Assert.Equal(',', line[at++]);
            var equals = line.IndexOf('=', at);
            var name = line[at..equals];
            RequireName(name, allowsColon: false);
            Assert.Equal('"', line[equals + 1]);
            at = equals + 2;
            var begin = at;
            while (line[at] != '"')
                at += line[at] == '\\' ? 2 : 1;
            labels.Add(name, Unescape(line[begin..at], quotes: true));
            at++;
        }

        at++;
        return labels;
    }

    private static string Unescape(string text, bool quotes)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            Assert.True(i < text.Length && (text[i] is '\\' or 'n' || (quotes && text[i] == '"')), text);
            plain.Append(text[i] == 'n' ? '\n' : text[i]);
        }

        return plain.ToString();
    }

    private static double ReadNumber(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture),
    };

    private static void RequireName(string name, bool allowsColon) =>
        Assert.True(name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (allowsColon && c == ':')), $"'{name}' is no name.");

    private void Check(ParsedFamily family)
    {
        Assert.NotNull(family.Type);
        Assert.NotEmpty(family.Samples);
        if (family.Type == "counter")
            Assert.All(family.Samples, sample => Assert.True(sample.Value >= 0));
        if (family.Type != "histogram")
            return;
        foreach (var series in family.Samples.GroupBy(s => string.Join('|', s.Labels.Where(l => l.Key != "le").Select(l => $"{l.Key}={l.Value}"))))
        {
            var buckets = series.Where(s => s.Name == $"{family.Name}_bucket").ToList();
            var bounds = buckets.ConvertAll(b => ReadNumber(b.Labels["le"]));
            Assert.Equal(bounds.Distinct().Order(), bounds);
            Assert.Equal(double.PositiveInfinity, bounds[^1]);
            Assert.Equal(buckets.Select(b => b.Value).Order(), buckets.Select(b => b.Value));
            Assert.Equal(buckets[^1].Value, Assert.Single(series, s => s.Name == $"{family.Name}_count").Value);
            Assert.Single(series, s => s.Name == $"{family.Name}_sum");
            if (_isOpenMetrics)
                Assert.All(buckets[..^1], b => Assert.Contains(b.Labels["le"], c => c is '.' or 'E'));
        }
    }
}
