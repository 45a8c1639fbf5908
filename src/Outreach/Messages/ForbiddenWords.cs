using System.Globalization;
using System.Text;

namespace PreDelinquency.Outreach.Messages;

/// <summary>
/// Words that no message to a customer holds: those that name a score or a risk, that threaten, press, or put to shame. The words of
/// English count in every language, as texts borrow them. A star stands for any ending.
/// </summary>
internal static class ForbiddenWords
{
    private static readonly string[] English =
    [
        "score*", "scoring", "risk*", "probabilit*", "predict*", "algorithm*", "credit rating", "credit bureau", "credit report", "cibil", "fico",
        "delinquen*", "default*", "overdue", "arrears", "past due", "late payment*", "debt*", "owe", "owes", "owed", "owing", "collector*", "collections", "recovery agent*",
        "legal*", "court*", "lawsuit*", "lawyer*", "attorney*", "sue", "sued", "police", "arrest*", "jail", "prison", "prosecut*",
        "repossess*", "seize*", "garnish*", "foreclos*", "blacklist*", "penalt*", "penalis*", "penaliz*", "punish*", "consequence*", "threat*",
        "warning*", "final notice", "last chance", "last warning", "immediately", "urgent*", "pay now", "pay today", "pay up", "or else", "demand*", "must",
        "lose your", "your house", "neighbour*", "neighbor*", "your employer", "in trouble",
        "shame*", "asham*", "embarrass*", "blame*", "fault*", "irresponsib*", "reckless*", "careless*", "guilt*", "failed to", "failure*", "you failed",
        "addict*", "gambler*", "problem gambl*", "poor", "broke", "bad habit*",
    ];

    private static readonly string[] Spanish =
    [
        "puntaje*", "puntuacion*", "calificacion crediticia", "riesgo*", "probabilidad*", "algoritmo*", "buro", "historial crediticio",
        "moros*", "mora", "incumpl*", "impag*", "deuda*", "deudor*", "adeud*", "nos debe", "vencid*", "atrasad*", "cobrador*", "cobranza*", "recobro*",
        "legal*", "juicio*", "juzgado*", "tribunal*", "abogad*", "denuncia*", "demanda*", "policia*", "carcel*", "prision*",
        "embarg*", "decomis*", "lista negra", "multa*", "penaliz*", "sancion*", "castig*", "consecuencia*", "amenaza*",
        "advertencia*", "ultimo aviso", "ultima oportunidad", "inmediat*", "urgente*", "cuanto antes", "exigi*", "exige*", "obligad*", "debe usted", "tiene que", "pague ya", "pague hoy", "pague ahora",
        "perder su", "perdera su", "su domicilio", "vecin*", "su empleador", "en problemas",
        "verguenza", "avergonz*", "culpa*", "irresponsab*", "imprudent*", "descuid*", "fracas*",
        "adict*", "ludopat*", "ludopata*", "vicio*", "pobre", "pobreza",
    ];

    private static readonly string[] Hindi =
    [
        "स्कोर*", "जोखिम*", "रिस्क*", "संभावना*", "अनुमान*", "सिबिल*", "क्रेडिट रेटिंग", "डिफॉल्ट*", "डिफाल्ट*", "बकाया*", "बकायेदार*", "कर्ज*", "देनदार*", "उधारी*",
        "वसूली*", "वसूल*", "कानूनी*", "कानून*", "अदालत*", "कोर्ट*", "वकील*", "मुकदमा*", "मुकदमे*", "पुलिस*", "जेल*", "गिरफ्तार*",
        "जब्त*", "कुर्की*", "नीलाम*", "जुर्माना*", "जुर्माने*", "दंड*", "सजा*", "परिणाम*", "अंजाम*", "धमकी*", "चेतावनी*", "अंतिम सूचना", "आखिरी मौका",
        "पड़ोसी*", "पड़ोसियों*", "आपके घर", "मुसीबत*", "अभी चुका*", "आज ही चुका*", "तुरंत*", "तत्काल*", "फौरन*", "अनिवार्य*", "शर्म*", "लज्जा*", "दोष*", "दोषी*", "गलती*", "कसूर*", "लापरवाह*", "गैरजिम्मेदार*", "असफल*", "नाकाम*",
        "लत", "जुआरी*", "जुआ*", "जुए*", "गरीब*", "कंगाल*",
    ];

    // In any language: they are no words of the others.
    private static readonly string[] OfCredit =
    [
        "loan*", "credit*", "lend*", "borrow*", "cash advance*",
        "prestamo*", "prestar*", "credito*", "anticipo*",
        "लोन*", "ऋण*", "उधार*", "क्रेडिट*",
    ];

    /// <summary>The first word in a text that offers new money; null where there is none.</summary>
    public static string? FirstOfCreditIn(string text)
    {
        var folded = Fold(text);
        return OfCredit.FirstOrDefault(word => Holds(folded, Fold(word)));
    }

    /// <summary>Whether the program knows words of the language.</summary>
    public static bool Knows(string language) => language is "en" or "es" or "hi";

    /// <summary>The first forbidden word in a text; null where there is none.</summary>
    /// <param name="language">BCP 47 tag in lower case.</param>
    /// <param name="text">What is looked through.</param>
    /// <param name="more">Words that the bank adds.</param>
    public static string? FirstIn(string language, string text, IEnumerable<string> more)
    {
        var folded = Fold(text);
        string[] own = language switch { "es" => Spanish, "hi" => Hindi, _ => [] };
        return English.Concat(own).Concat(more).FirstOrDefault(word => Holds(folded, Fold(word)));
    }

    private static bool Holds(string text, string word)
    {
        var (stem, anyEnding) = word.EndsWith('*') ? (word[..^1], true) : (word, false);
        for (var at = text.IndexOf(stem, StringComparison.Ordinal); at >= 0; at = text.IndexOf(stem, at + 1, StringComparison.Ordinal))
        {
            var end = at + stem.Length;
            if ((at == 0 || !IsOfWord(text[at - 1])) && (anyEnding || end == text.Length || !IsOfWord(text[end])))
                return true;
        }

        return false;
    }

    // Vowel signs and other marks belong to the letter before them.
    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>In lower case, without the accents of Spanish vowels and the dots below letters of Devanagari, each space one.</summary>
    private static string Fold(string text)
    {
        const char Nukta = '\u093C';
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var plain = Plain(char.ToLowerInvariant(c));
            if (char.IsWhiteSpace(plain) && folded.Length > 0 && folded[^1] == ' ')
                continue;
            // A soft hyphen or an accent typed apart must not hide a word.
            if (plain is not (Nukta or '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u0301' or '\u0308'))
                folded.Append(char.IsWhiteSpace(plain) ? ' ' : plain);
        }

        return folded.ToString();
    }

    private static char Plain(char c) => c switch
    {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' or 'ü' => 'u',
        '\u0958' => 'क',
        '\u0959' => 'ख',
        '\u095A' => 'ग',
        '\u095B' => 'ज',
        '\u095C' => 'ड',
        '\u095D' => 'ढ',
        '\u095E' => 'फ',
        '\u095F' => 'य',
        _ => c,
    };
}
