using System.Text;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Messages;

/// <summary>What texts must satisfy before anything is sent with them.</summary>
public static class TextRules
{
    /// <summary>Adds what is wrong with a language's texts.</summary>
    internal static void Check(LanguageTexts texts, ContactPolicy policy, FaultList faults)
    {
        if (!ForbiddenWords.Knows(texts.Language) && texts.ForbiddenWords.Count == 0)
            faults.Add(texts.File, 1, "forbidden_words", null, "is required in a language of which the program knows none");
        var (more, tooShort) = (texts.ForbiddenWords.Where(IsWord).Select(w => w.Text).ToList(), texts.ForbiddenWords.Where(w => !IsWord(w)));
        foreach (var word in tooShort)
            faults.Add(word.File, word.Line, word.Place, word.Text, "must be words of at least 2 characters");
        foreach (var template in texts.Every())
        {
            var source = template.Source;
            if (ForbiddenWords.FirstIn(texts.Language, source.Text, more) is { } word)
                Add(faults, source, $"must not hold the forbidden word {word.TrimEnd('*')}");
            if (source.Text.EnumerateRunes().Any(r => (Rune.IsControl(r) && r.Value != '\n') || Bidirectional.Steers(r)))
                Add(faults, source, "must not hold control characters");
        }

        foreach (var (place, name) in new[] { ("sender.bank", policy.Sender.Bank), ("sender.short", policy.Sender.ShortName) })
        {
            if (ForbiddenWords.FirstIn(texts.Language, name, more) is { } named)
                faults.Add(PolicyFiles.PolicyName, 1, place, name, $"must not hold the forbidden word {named.TrimEnd('*')}");
        }

        CheckParts(texts, faults);
        var missing = policy.Offers.ByDriver.Values.Select(o => o.Code).Distinct().Where(code => !texts.Offers.ContainsKey(code)).ToList();
        foreach (var code in missing)
            faults.Add(texts.File, 1, $"offers.{code}", null, "is required, as the policy offers it");
        var ofCredit = policy.Offers.ByDriver.Values.Where(o => o.Kind == OfferKind.Credit).Select(o => o.Code).ToHashSet();
        foreach (var phrase in texts.Offers.Where(o => !ofCredit.Contains(o.Key)).SelectMany(o => new[] { o.Value.Brief, o.Value.Full }))
        {
            if (ForbiddenWords.FirstOfCreditIn(phrase.Source.Text) is { } credit)
                Add(faults, phrase.Source, $"must not speak of {credit.TrimEnd('*')}, as its kind is not credit");
        }

        foreach (var key in TextKey.All)
        {
            CheckWhole(texts, key, faults);
            if (key.Channel == ContactChannel.Sms && missing.Count == 0)
                CheckLength(texts, key, policy, faults);
        }
    }

    /// <summary>Checks a message that a person changed: by the same rules as the texts that messages are made of.</summary>
    /// <returns>The rules that it breaks; empty where it may be sent.</returns>
    public static IReadOnlyList<string> Broken(LanguageTexts texts, RenderedMessage message, ContactPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(policy);
        var (channel, text, sender) = (message.Channel, message.Text, policy.Sender);
        var broken = new List<string>();
        if (string.IsNullOrWhiteSpace(text))
            broken.Add("must not be empty");
        if (ForbiddenWords.FirstIn(texts.Language, $"{message.Subject} {text}", texts.ForbiddenWords.Select(w => w.Text)) is { } word)
            broken.Add($"must not hold the forbidden word {word.TrimEnd('*')}");
        if (text.EnumerateRunes().Any(r => Rune.IsControl(r) && r.Value != '\n') || Bidirectional.SteersOut(text))
            broken.Add("must not hold control characters");
        if (channel == ContactChannel.Email && (string.IsNullOrWhiteSpace(message.Subject) || message.Subject.EnumerateRunes().Any(Rune.IsControl) || Bidirectional.SteersOut(message.Subject)))
            broken.Add("must have a subject of one line without control characters");
        if (!text.Contains(sender.NameOn(channel), StringComparison.Ordinal))
            broken.Add($"must say who writes or calls, with the name {sender.NameOn(channel)}");
        if (!texts.Offers.TryGetValue(message.OfferCode, out var offer))
            broken.Add($"must offer what the policy offers, which {message.OfferCode} is not");
        else if (!text.Contains(offer.On(channel), StringComparison.Ordinal))
            broken.Add($"must make its offer in the words of the policy: {offer.On(channel)}");
        if (policy.Offers.ByDriver.Values.All(o => o.Code != message.OfferCode || o.Kind != OfferKind.Credit) && ForbiddenWords.FirstOfCreditIn($"{message.Subject} {text}") is { } credit)
            broken.Add($"must not speak of {credit.TrimEnd('*')}, as what it offers is not credit");
        if (channel != ContactChannel.Phone && !text.Contains(sender.OptOutWord, StringComparison.Ordinal))
            broken.Add($"must say how to opt out, with the word {sender.OptOutWord}");
        if (channel != ContactChannel.Sms && !text.Contains(sender.Phone, StringComparison.Ordinal))
            broken.Add($"must say where to call, with the number {sender.Phone}");
        if (channel == ContactChannel.Sms && SmsLength.Of(text) is { FitsOne: false } length)
            broken.Add($"must be one message of at most {length.Most} units, has {length.Units}");
        return broken;
    }

    private static void CheckParts(LanguageTexts texts, FaultList faults)
    {
        foreach (var (named, nameless) in texts.Greetings.Values.Select(g => (g.Named, g.Nameless)))
        {
            if (!named.Has(Placeholder.Name))
                Add(faults, named.Source, "must have the placeholder {name}");
            if (nameless.IsEmpty)
                Add(faults, nameless.Source, "must not be empty");
        }

        var mayName = texts.Greetings.Values.Select(g => g.Named).ToHashSet();
        foreach (var template in texts.Every().Where(t => t.Has(Placeholder.Name) && !mayName.Contains(t)))
            Add(faults, template.Source, "must not have the placeholder {name}, which belongs to the named greeting");
        foreach (var phrase in texts.Offers.Values.SelectMany(o => new[] { o.Brief, o.Full }))
        {
            if (phrase.IsEmpty || Enum.GetValues<Placeholder>().Any(phrase.Has))
                Add(faults, phrase.Source, "must be words without placeholders");
        }

        foreach (var template in texts.Subjects.Values)
        {
            if (template.IsEmpty || template.Source.Text.Trim().Contains('\n', StringComparison.Ordinal))
                Add(faults, template.Source, "must be one line");
        }

        foreach (var template in texts.Openings.Where(o => o.Key.Channel != ContactChannel.Sms).Select(o => o.Value).Concat(texts.Bodies.Values).Concat(texts.Written.Values))
        {
            if (template.IsEmpty)
                Add(faults, template.Source, "must not be empty");
        }
    }

    /// <summary>What must be said somewhere in the message.</summary>
    private static void CheckWhole(LanguageTexts texts, TextKey key, FaultList faults)
    {
        var middle = texts.Middle(key);
        var closing = texts.Closings[key.Channel];
        var greeting = texts.Greetings[key.Channel];
        if (!middle.Any(t => t.Has(Placeholder.OfferPhrase)))
            Add(faults, middle[^1].Source, "must have the placeholder {offer_phrase}");
        if (key.Channel != ContactChannel.Phone && !closing.Has(Placeholder.OptOut))
            Add(faults, closing.Source, "must have the placeholder {opt_out}, which tells how to opt out");
        if (key.Channel != ContactChannel.Sms && !closing.Has(Placeholder.Phone))
            Add(faults, closing.Source, "must have the placeholder {phone}");
        if (!middle.Append(closing).Any(t => t.Has(Placeholder.Bank)) && !(greeting.Named.Has(Placeholder.Bank) && greeting.Nameless.Has(Placeholder.Bank)))
            Add(faults, closing.Source, "must say who writes or calls, with the placeholder {bank}");
    }

    private static void CheckLength(LanguageTexts texts, TextKey key, ContactPolicy policy, FaultList faults)
    {
        // A letter of both alphabets, so that the name does not decide how the message travels.
        var longest = new string('W', texts.LongestName[key.Channel]);
        var offers = policy.Offers.ByDriver;
        // Where gambling is among the reasons, its offer takes the place of credit.
        Offer[] possible = offers[key.Driver].Kind == OfferKind.Credit ? [offers[key.Driver], offers[Driver.Gambling]] : [offers[key.Driver]];
        foreach (var offer in possible)
        {
            foreach (var form in new[] { null, longest })
            {
                var length = SmsLength.Of(MessageRenderer.Compose(texts, key, offer, policy.Sender, form));
                if (!length.FitsOne)
                {
                    var encoding = length.Encoding == SmsEncoding.Gsm7 ? "GSM-7" : "UCS-2";
                    Add(faults, texts.Middle(key)[^1].Source, $"must fit into one message of {length.Most} {encoding} characters; {key} with {(form is null ? "no name" : $"a name of {longest.Length}")} has {length.Units}");
                    break;
                }
            }
        }
    }

    // A star alone would forbid everything.
    private static bool IsWord(LocatedText word) => word.Text.Trim('*', ' ').Length >= 2;

    private static void Add(FaultList faults, LocatedText source, string rule) => faults.Add(source.File, source.Line, source.Place, null, rule);
}
