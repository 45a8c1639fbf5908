namespace PreDelinquency.Outreach.Messages;

/// <summary>
/// The length of a text message as a network counts it: 3GPP TS 23.038 for the GSM 7-bit default alphabet and its extension table,
/// whose characters count twice. A single character outside both makes the whole message UCS-2, in which a character beyond the
/// Basic Multilingual Plane counts twice.
/// </summary>
/// <param name="Encoding">What the characters allow.</param>
/// <param name="Units">Septets or 16-bit units.</param>
public readonly record struct SmsLength(SmsEncoding Encoding, int Units)
{
    public const int MostGsm7 = 160;
    public const int MostUcs2 = 70;

    private const string Alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string Extension = "\f^{}\\[~]|€";

    /// <summary>Most units that fit into one message.</summary>
    public int Most => Encoding == SmsEncoding.Gsm7 ? MostGsm7 : MostUcs2;

    /// <summary>Whether it is one message.</summary>
    public bool FitsOne => Units <= Most;

    /// <summary>Measures a text.</summary>
    public static SmsLength Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var septets = 0;
        foreach (var c in text)
        {
            if (Alphabet.Contains(c, StringComparison.Ordinal))
                septets++;
            else if (Extension.Contains(c, StringComparison.Ordinal))
                septets += 2;
            else
                return new(SmsEncoding.Ucs2, text.Length);
        }

        return new(SmsEncoding.Gsm7, septets);
    }
}
