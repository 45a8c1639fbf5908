using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Profiles;

/// <summary>What a profile must satisfy. Every message names the field and the rule.</summary>
public static class ProfileRules
{
    /// <summary>Longest text field, in characters.</summary>
    public const int LongestText = 200;

    /// <summary>Most obligations.</summary>
    public const int MostObligations = 50;

    /// <returns>Null where the profile is valid, else the field (in its wire name) and the rule that it breaks.</returns>
    public static (string Field, string Rule)? Violation(CustomerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ReadOnlySpan<(string Field, string? Value)> texts =
        [
            ("name", profile.Name), ("time_zone", profile.TimeZone), ("language", profile.Language), ("email", profile.Email),
            ("phone", profile.Phone), ("segment", profile.Segment), ("age_band", profile.AgeBand), ("region", profile.Region),
        ];
        foreach (var (field, value) in texts)
        {
            if (value is { Length: 0 or > LongestText })
                return (field, $"must be 1 to {LongestText} characters");
            if (value is not null && value.AsSpan().ContainsAnyInRange('\0', '\x1f'))
                return (field, "must not contain control characters");
        }

        if (profile.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return ("time_zone", "must be an IANA time zone, like Europe/Madrid");
        if (profile.Language is { } language && !IsLanguageTag(language))
            return ("language", "must be a language tag, like en or pt-BR");
        if (profile.Email is { } email && (email.IndexOf('@', StringComparison.Ordinal) is var at && (at < 1 || at == email.Length - 1 || email.AsSpan(at + 1).Contains('@'))))
            return ("email", "must be an address with one @");
        if (profile.Phone is { } phone && (phone.Length is < 8 or > 16 || phone[0] != '+' || phone.AsSpan(1).ContainsAnyExceptInRange('0', '9')))
            return ("phone", "must be an E.164 number: + and 7 to 15 digits");
        if (profile.Obligations.Count > MostObligations)
            return ("obligations", $"must hold at most {MostObligations}");
        for (var i = 0; i < profile.Obligations.Count; i++)
        {
            var obligation = profile.Obligations[i];
            if (!obligation.Category.IsObligation())
                return ($"obligations[{i}].category", "must be one of rent, mortgage, loan_payment, card_payment, utility, insurance");
            if (obligation.DueDay is < 1 or > 31)
                return ($"obligations[{i}].due_day", "must be 1 to 31");
            if (obligation.Amount <= Money.Zero)
                return ($"obligations[{i}].amount", "must be more than 0");
        }

        return null;
    }

    private static bool IsLanguageTag(string tag)
    {
        foreach (var part in tag.AsSpan().Split('-'))
        {
            var text = tag.AsSpan()[part];
            if (text.Length is < 1 or > 8)
                return false;
            foreach (var c in text)
            {
                if (!char.IsAsciiLetterOrDigit(c))
                    return false;
            }
        }

        return char.IsAsciiLetter(tag[0]) && tag.Split('-')[0].Length >= 2;
    }
}
