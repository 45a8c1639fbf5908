using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Messages;

/// <summary>Makes messages of texts.</summary>
public static class MessageRenderer
{
    /// <summary>
    /// The message for a customer: with the fullest form of the name that its language allows and, in a text message, that leaves it
    /// one message; else without a name. So a single letter outside the GSM alphabet never makes three messages of one.
    /// </summary>
    /// <param name="texts">Of the customer's language.</param>
    /// <param name="key">Which text.</param>
    /// <param name="offer">One that the language has a phrase for.</param>
    /// <param name="sender">The bank.</param>
    /// <param name="name">How the customer is addressed; null where it is not known.</param>
    /// <exception cref="KeyNotFoundException">The language has no phrase for the offer, which the check of a policy refuses.</exception>
    public static RenderedMessage Render(LanguageTexts texts, TextKey key, Offer offer, Sender sender, string? name)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(sender);
        var text = AddressName.Forms(name, texts.LongestName[key.Channel])
            .Select(form => Compose(texts, key, offer, sender, form))
            .FirstOrDefault(t => key.Channel != ContactChannel.Sms || SmsLength.Of(t).FitsOne)
            ?? Compose(texts, key, offer, sender, null);
        var subject = key.Channel == ContactChannel.Email ? Fill(texts, texts.Subjects[key.Level], key.Channel, offer, sender, null) : null;
        return new(key.Channel, texts.Language, TemplateId(texts, key, offer, sender), subject, text, offer.Code);
    }

    /// <summary>
    /// Names the words that every customer of a language gets, like <c>en/income_late/high/sms@3fa2b1</c>: which text it is, and the first 24
    /// bits of SHA-256 over all that it says, with a name and without, by this offer and this bank. Where a word of it changes, it is another.
    /// </summary>
    /// <inheritdoc cref="Render"/>
    public static string TemplateId(LanguageTexts texts, TextKey key, Offer offer, Sender sender)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(sender);
        var subject = key.Channel == ContactChannel.Email ? Fill(texts, texts.Subjects[key.Level], key.Channel, offer, sender, null) : "";
        var said = string.Join('\0', subject, Compose(texts, key, offer, sender, null), Compose(texts, key, offer, sender, "{name}"));
        return $"{texts.Language}/{key}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)).AsSpan(..3))}";
    }

    /// <summary>The text with a form of the name, whatever its length.</summary>
    internal static string Compose(LanguageTexts texts, TextKey key, Offer offer, Sender sender, string? form)
    {
        var greeting = texts.Greetings[key.Channel];
        IEnumerable<Template> templates = [form is null ? greeting.Nameless : greeting.Named, .. texts.Middle(key), texts.Closings[key.Channel]];
        return string.Join(
            key.Channel == ContactChannel.Email ? "\n\n" : " ",
            templates.Where(t => !t.IsEmpty).Select(t => Fill(texts, t, key.Channel, offer, sender, form)));
    }

    private static string Fill(LanguageTexts texts, Template template, ContactChannel channel, Offer offer, Sender sender, string? form) => template.Fill(placeholder => placeholder switch
    {
        Placeholder.Name => Bidirectional.Isolate(form ?? "", texts.Direction),
        Placeholder.Bank => Bidirectional.Isolate(sender.NameOn(channel), texts.Direction),
        Placeholder.Phone => sender.Phone,
        Placeholder.OptOut => sender.OptOutWord,
        _ => texts.Offers[offer.Code].On(channel),
    });
}
