namespace PreDelinquency.Domain.Transactions;

/// <summary>Whether a name is another one written wrongly: one letter more, less or other, or two neighbours the wrong way round.</summary>
internal static class NameSlip
{
    public static bool IsOneFrom(ReadOnlySpan<byte> name, ReadOnlySpan<byte> meant)
    {
        if (Math.Abs(name.Length - meant.Length) > 1 || name.SequenceEqual(meant))
            return false;
        var same = name.CommonPrefixLength(meant);
        var rest = name[same..];
        var wanted = meant[same..];
        return (rest.Length > 0 && wanted.Length > 0 && rest[1..].SequenceEqual(wanted[1..]))
            || (rest.Length > 0 && rest[1..].SequenceEqual(wanted))
            || (wanted.Length > 0 && rest.SequenceEqual(wanted[1..]))
            || (rest.Length > 1 && wanted.Length > 1 && rest[0] == wanted[1] && rest[1] == wanted[0] && rest[2..].SequenceEqual(wanted[2..]));
    }
}
