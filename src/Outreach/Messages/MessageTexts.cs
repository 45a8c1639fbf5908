namespace PreDelinquency.Outreach.Messages;

/// <summary>The texts of all languages of a policy.</summary>
/// <param name="Languages">By their tags.</param>
/// <param name="DefaultLanguage">One of them.</param>
public sealed record MessageTexts(IReadOnlyDictionary<string, LanguageTexts> Languages, string DefaultLanguage)
{
    /// <summary>The texts for a customer: those of the language, of the language without its region, or of the default.</summary>
    /// <param name="language">BCP 47 tag, like <c>es-MX</c>; null where it is not known.</param>
    public LanguageTexts For(string? language)
    {
        var tag = language?.ToLowerInvariant() ?? DefaultLanguage;
        while (!Languages.ContainsKey(tag) && tag.LastIndexOf('-') is var hyphen && hyphen > 0)
            tag = tag[..hyphen];
        return Languages.GetValueOrDefault(tag) ?? Languages[DefaultLanguage];
    }
}
