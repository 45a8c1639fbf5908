using System.Text;

namespace PreDelinquency.Outreach.Messages;

/// <summary>How a customer may be addressed. A name is never cut: a part of a name is nobody's, so one that does not fit gives way to the greeting without a name.</summary>
internal static class AddressName
{
    /// <summary>Forms of a name, the fullest first: the whole of it and its first word. Empty where it holds no letter.</summary>
    /// <param name="name">As the bank told it; null where it did not.</param>
    /// <param name="longest">In UTF-16 units, as a text message counts them.</param>
    public static IEnumerable<string> Forms(string? name, int longest)
    {
        var clean = Clean(name ?? "");
        var space = clean.IndexOf(' ', StringComparison.Ordinal);
        string[] forms = space < 0 ? [clean] : [clean, clean[..space]];
        return forms.Where(form => form.Length <= longest && form.EnumerateRunes().Any(Rune.IsLetter));
    }

    /// <summary>Without control characters, those that steer direction, and halves of surrogate pairs; with single spaces.</summary>
    private static string Clean(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (!Rune.TryGetRuneAt(name, i, out var rune))
                continue;
            i += rune.Utf16SequenceLength - 1;
            if (Rune.IsWhiteSpace(rune))
            {
                if (text.Length > 0 && text[^1] != ' ')
                    text.Append(' ');
            }
            else if (!Rune.IsControl(rune) && !Bidirectional.Steers(rune))
            {
                text.Append(rune);
            }
        }

        return text.ToString().TrimEnd();
    }
}
