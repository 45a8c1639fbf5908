using System.Text;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Messages;

/// <summary>A text with placeholders, taken apart. What goes into a placeholder is not looked at again, so braces in a name are just braces.</summary>
public sealed class Template
{
    private readonly TemplatePart[] _parts;

    private Template(LocatedText source, TemplatePart[] parts) => (Source, _parts) = (source, parts);

    public LocatedText Source { get; }

    /// <summary>Whether there is nothing to say.</summary>
    public bool IsEmpty => _parts.Length == 0;

    public bool Has(Placeholder placeholder) => Array.Exists(_parts, p => p.Placeholder == placeholder);

    /// <summary>The words alone, without what goes into placeholders.</summary>
    public IEnumerable<string> Words => _parts.Where(p => p.Words is not null).Select(p => p.Words!);

    /// <summary>Takes a text apart.</summary>
    /// <returns>The template, and what is wrong with braces or placeholders; null where nothing is.</returns>
    internal static (Template Template, string? Fault) Parse(LocatedText source)
    {
        var text = source.Text.Trim();
        var parts = new List<TemplatePart>();
        string? fault = null;
        var from = 0;
        while (text.AsSpan(from).IndexOfAny('{', '}') is var at && at >= 0)
        {
            at += from;
            var end = text.IndexOf('}', at);
            if (text[at] == '}' || end < 0)
            {
                fault ??= $"must have braces only round placeholders: {Known}";
                break;
            }

            if (at > from)
                parts.Add(new(text[from..at], null));
            if (WireNames<Placeholder>.TryParse(text.AsSpan(at + 1, end - at - 1), out var placeholder))
                parts.Add(new(null, placeholder));
            else
                fault ??= $"has the placeholder {text[at..(end + 1)]}, but must have only {Known}";
            from = end + 1;
        }

        if (from < text.Length)
            parts.Add(new(text[from..], null));
        return (new(source, [.. parts]), fault);
    }

    /// <summary>Fills the placeholders.</summary>
    public string Fill(Func<Placeholder, string> value)
    {
        var text = new StringBuilder();
        foreach (var part in _parts)
            text.Append(part.Words ?? value(part.Placeholder!.Value));
        return text.ToString();
    }

    private static string Known => string.Join(", ", WireNames<Placeholder>.All.Select(n => $"{{{n}}}"));
}
