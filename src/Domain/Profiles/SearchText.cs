using System.Collections.Frozen;
using System.Text;

namespace PreDelinquency.Domain.Profiles;

/// <summary>
/// Names as they are searched: in small letters, without the marks of Latin letters, so that "lucia" finds Lucía and "sorensen" finds
/// Sørensen. The program runs without the culture data that Unicode normalization takes, so the letters are listed, by that normalization: all of Latin-1, Latin
/// Extended-A and -B and Latin Extended Additional that come to letters a to z. Other scripts stay as they are, in small letters.
/// A store that searches by itself folds names in the same way (<c>search_text</c> in scripts/sql/postgres/cluster).
/// </summary>
public static class SearchText
{
    private static readonly (string Plain, string Marked)[] Letters =
    [
        ("a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"),
        ("b", "ḃḅḇ"),
        ("c", "çćĉċčḉ"),
        ("d", "ðďđḋḍḏḑḓ"),
        ("e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"),
        ("f", "ḟ"),
        ("g", "ĝğġģǧǵḡ"),
        ("h", "ĥħȟḣḥḧḩḫẖ"),
        // The Turkish capital has no small letter of its own outside Turkish.
        ("i", "ìíîïĩīĭįıİǐȉȋḭḯỉị"),
        ("j", "ĵǰ"),
        ("k", "ķǩḱḳḵ"),
        ("l", "ĺļľłḷḹḻḽ"),
        ("m", "ḿṁṃ"),
        ("n", "ñńņňŋǹṅṇṉṋ"),
        ("o", "òóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"),
        ("p", "ṕṗ"),
        ("r", "ŕŗřȑȓṙṛṝṟ"),
        ("s", "śŝşšșſṡṣṥṧṩ"),
        ("t", "ţťŧțṫṭṯṱẗ"),
        ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"),
        ("v", "ṽṿ"),
        ("w", "ŵẁẃẅẇẉẘ"),
        ("x", "ẋẍ"),
        ("y", "ýÿŷȳẏẙỳỵỷỹ"),
        ("z", "źżžẑẓẕ"),
        ("ss", "ßẞ"),
        ("ae", "æ"),
        ("oe", "œ"),
        ("th", "þ"),
        ("ij", "ĳ"),
    ];

    private static readonly FrozenDictionary<char, string> Plain = Letters.SelectMany(row => row.Marked, (row, marked) => (row.Plain, marked)).ToFrozenDictionary(pair => pair.marked, pair => pair.Plain);

    /// <summary>The text as it is searched.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length + 2);
        foreach (var letter in text.ToLowerInvariant())
        {
            if (Plain.TryGetValue(letter, out var plain))
                folded.Append(plain);
            else if (!IsMark(letter))
                folded.Append(letter);
        }

        return folded.ToString();
    }

    // A mark that stands behind its letter, as some systems write them.
    private static bool IsMark(char letter) => letter is >= '\u0300' and <= '\u036f';
}
