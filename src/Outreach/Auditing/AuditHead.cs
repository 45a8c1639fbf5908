using System.Globalization;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>The end of the audit log. Kept elsewhere, it shows later whether entries were cut off.</summary>
/// <param name="Sequence">Of the latest entry; 0 where there is none.</param>
/// <param name="Hash">Its hash in hex.</param>
public sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>Like <c>42:9f86…</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Hash}");

    /// <summary>Reads what <see cref="ToString"/> writes; null where it is no head.</summary>
    public static AuditHead? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && text.Length - colon - 1 == 2 * OutreachKeys.Length && text.Skip(colon + 1).All(char.IsAsciiHexDigitLower)
            ? new(sequence, text[(colon + 1)..])
            : null;
    }
}
