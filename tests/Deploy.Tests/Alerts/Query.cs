using System.Globalization;
using System.Text.RegularExpressions;

namespace PreDelinquency.Deploy.Tests.Alerts;

/// <summary>
/// Works out a query of Prometheus at one second, as far as our alerts go: selectors, comparisons, <c>*</c>, <c>and</c> and <c>or</c>,
/// sum, min, max and count by labels, absent, rate and increase. By https://prometheus.io/docs/prometheus/latest/querying; anything
/// else is refused. A rate is not extrapolated to the ends of its span.
/// </summary>
internal sealed partial class Query
{
    private readonly IReadOnlyList<Series> _series;
    private readonly int _second;
    private readonly string[] _tokens;
    private int _next;

    private Query(string text, IReadOnlyList<Series> series, int second)
    {
        (_series, _second) = (series, second);
        _tokens = [.. Token().Matches(text).Select(match => match.Value)];
        Assert.Equal(text.Count(letter => !char.IsWhiteSpace(letter)), _tokens.Sum(token => token.Count(letter => !char.IsWhiteSpace(letter))));
    }

    public static IReadOnlyList<Element> Run(string text, IReadOnlyList<Series> series, int second)
    {
        var query = new Query(text, series, second);
        var result = query.Or();
        return query._next == query._tokens.Length ? result : throw query.Refused();
    }

    private List<Element> Or()
    {
        var left = And();
        while (Takes("or"))
        {
            var on = On();
            var right = And();
            left = [.. left, .. right.Where(element => left.TrueForAll(other => other.Key(on) != element.Key(on)))];
        }

        return left;
    }

    private List<Element> And()
    {
        var left = Comparison();
        while (Takes("and"))
        {
            var on = On();
            var right = Comparison();
            left = [.. left.Where(element => right.Exists(other => other.Key(on) == element.Key(on)))];
        }

        return left;
    }

    private List<Element> Comparison()
    {
        var (isNumber, left) = (IsNumber, Product());
        if (Peek is not (">" or "<" or "==" or ">=" or "<=" or "!="))
            return left;
        var sign = Take();
        var rightIsNumber = IsNumber && _tokens.ElementAtOrDefault(_next + 1) != "*";
        var right = Product();
        if (isNumber)
            throw Refused();

        // Against a number every element is held; against a vector each one against that of the same labels.
        return [.. left.Where(element => (rightIsNumber ? right : right.Where(other => other.Key(null) == element.Key(null))).Any(other => Holds(element.Value, sign, other.Value)))];
    }

    private List<Element> Product()
    {
        var left = Operand();
        while (Takes("*"))
        {
            var factor = Assert.Single(left);
            left = [.. Operand().Select(element => element with { Value = element.Value * factor.Value })];
        }

        return left;
    }

    private List<Element> Operand()
    {
        if (IsNumber)
            return [new Element(new Dictionary<string, string>(), double.Parse(Take(), CultureInfo.InvariantCulture))];
        if (Takes("("))
            return Closed(Or());
        var name = Take();
        if (name is "sum" or "min" or "max" or "count")
            return Aggregate(name);
        if (Peek != "(")
            return [.. Selected(name).Select(series => (series, Value: series.At(_second))).Where(found => found.Value is not null).Select(found => new Element(found.series.Labels, found.Value!.Value))];
        Expect("(");
        return name switch
        {
            "absent" => Closed(Or()).Count == 0 ? [new Element(new Dictionary<string, string>(), 1)] : [],
            "rate" or "increase" => Closed(Grown(perSecond: name == "rate")),
            _ => throw Refused(),
        };
    }

    private List<Element> Aggregate(string name)
    {
        List<string> by = Takes("by") ? Names() : [];
        Expect("(");
        return
        [
            .. Closed(Or()).GroupBy(element => element.Key(by)).Select(group => group.First().With(by, name switch
            {
                "sum" => group.Sum(element => element.Value),
                "min" => group.Min(element => element.Value),
                "max" => group.Max(element => element.Value),
                _ => group.Count(),
            })),
        ];
    }

    private List<Element> Grown(bool perSecond)
    {
        var selected = Selected(Take());
        Expect("[");
        var span = Seconds(Take());
        Expect("]");
        var grown = new List<Element>();
        foreach (var series in selected)
        {
            // One scrape says nothing of growth; a counter that fell began anew.
            if (series.Between(_second - span, _second) is { Count: > 1 } values)
                grown.Add(new Element(series.Labels, values.Zip(values.Skip(1), (before, after) => after < before ? after : after - before).Sum() / (perSecond ? span : 1)));
        }

        return grown;
    }

    private List<Series> Selected(string name)
    {
        var found = _series.Where(series => series.Name == name);
        if (Takes("{"))
        {
            do
            {
                var (label, sign, value) = (Take(), Take(), Take().Trim('"'));
                found = sign switch
                {
                    "=" => found.Where(series => series.Labels.GetValueOrDefault(label, "") == value),
                    "=~" => found.Where(series => Regex.IsMatch(series.Labels.GetValueOrDefault(label, ""), $"^(?:{value})$", RegexOptions.None, TimeSpan.FromSeconds(1))),
                    _ => throw Refused(),
                };
            }
            while (Takes(","));
            Expect("}");
        }

        return [.. found];
    }

    /// <summary>Seconds of a span like <c>5m</c>.</summary>
    public static int Seconds(string span) => int.Parse(span[..^1], CultureInfo.InvariantCulture) * (span[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => throw new NotSupportedException(span) });

    private List<string>? On() => Takes("on") ? Names() : null;

    private List<string> Names()
    {
        Expect("(");
        var names = new List<string>();
        while (!Takes(")"))
        {
            names.Add(Take());
            Takes(",");
        }

        return names;
    }

    private static bool Holds(double left, string sign, double right) => sign switch
    {
        ">" => left > right,
        "<" => left < right,
        ">=" => left >= right,
        "<=" => left <= right,
        "==" => left == right,
        _ => left != right,
    };

    private string Peek => _tokens.ElementAtOrDefault(_next) ?? "";

    private bool IsNumber => Peek is { Length: > 0 } token && char.IsAsciiDigit(token[0]);

    private List<Element> Closed(List<Element> elements)
    {
        Expect(")");
        return elements;
    }

    private string Take() => _next < _tokens.Length ? _tokens[_next++] : throw Refused();

    private bool Takes(string token)
    {
        if (Peek != token)
            return false;
        _next++;
        return true;
    }

    private void Expect(string token)
    {
        if (!Takes(token))
            throw Refused();
    }

    private NotSupportedException Refused() => new($"This query goes beyond what is worked out here, at {string.Join(' ', _tokens.Skip(Math.Max(0, _next - 1)))}");

    [GeneratedRegex("""
        "[^"]*"|[a-zA-Z_][a-zA-Z0-9_]*|[0-9][0-9a-z.]*|=~|==|!=|>=|<=|[-+*/<>=(){}\[\],:]
        """, RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
