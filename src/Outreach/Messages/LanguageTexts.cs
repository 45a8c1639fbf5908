using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Messages;

/// <summary>
/// The texts of one language. A message is composed of the greeting of its channel, the opening of its level, what is said about its
/// driver, and the closing of its channel; the two in the middle may be written out for a combination instead.
/// </summary>
public sealed record LanguageTexts
{
    /// <summary>BCP 47 tag, like <c>en</c>.</summary>
    public required string Language { get; init; }

    public required TextDirection Direction { get; init; }

    /// <summary>Longest form of a name that goes into a message, in UTF-16 units.</summary>
    public required IReadOnlyDictionary<ContactChannel, int> LongestName { get; init; }

    /// <summary>Name of the file.</summary>
    public required string File { get; init; }

    public required IReadOnlyDictionary<ContactChannel, Greeting> Greetings { get; init; }

    /// <summary>Of emails.</summary>
    public required IReadOnlyDictionary<RiskLevel, Template> Subjects { get; init; }

    public required IReadOnlyDictionary<(ContactChannel Channel, RiskLevel Level), Template> Openings { get; init; }

    public required IReadOnlyDictionary<(Driver Driver, ContactChannel Channel), Template> Bodies { get; init; }

    public required IReadOnlyDictionary<ContactChannel, Template> Closings { get; init; }

    /// <summary>By the offer's code.</summary>
    public required IReadOnlyDictionary<string, OfferPhrase> Offers { get; init; }

    /// <summary>In place of opening and body.</summary>
    public required IReadOnlyDictionary<TextKey, Template> Written { get; init; }

    /// <summary>Words that the bank forbids beside those that are always forbidden.</summary>
    public required IReadOnlyList<LocatedText> ForbiddenWords { get; init; }

    /// <summary>What stands between greeting and closing.</summary>
    internal IReadOnlyList<Template> Middle(TextKey key) =>
        Written.TryGetValue(key, out var written) ? [written] : [Openings[(key.Channel, key.Level)], Bodies[(key.Driver, key.Channel)]];

    /// <summary>Every template of the language, subjects and phrases included.</summary>
    internal IEnumerable<Template> Every() =>
        Greetings.Values.SelectMany(g => new[] { g.Named, g.Nameless })
            .Concat(Subjects.Values).Concat(Openings.Values).Concat(Bodies.Values).Concat(Closings.Values)
            .Concat(Offers.Values.SelectMany(o => new[] { o.Brief, o.Full }))
            .Concat(Written.Values);
}
