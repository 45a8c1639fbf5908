using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Messages;

/// <summary>Every text of the default policy, rendered for names that programs trip over.</summary>
public sealed class DefaultTextsTests
{
    private const string Zalgo = "Z\u0351\u036b\u0343a\u0300\u0301l\u0331\u0332go";

    private static readonly string?[] Names =
    [
        null, "", "   ", "A", "Ana", "José Núñez", "Zoë", "Anna-Maria Katharina", "प्रिया", "श्रीवास्तव्य", "𝒜nna", "李小龍",
        new string('M', 60), new string('é', 60), new string('क', 60), string.Concat(Enumerable.Repeat("Anna ", 12)).Trim(),
        Zalgo, "e\u0301lise", "😀", "Anna 😀", "👩‍👩‍👧 Mia", "محمد", "علي بن سالم", "שרה", "Sara שרה", "{phone}", "{name} {bank}", "}{", "O'Brien", "<b>Bo</b>",
        "\u202eanna", "Ann\u2069a", "a\tb\nc", "Max\ud83d", "42", "%s", "$1", "\\0",
    ];

    public static TheoryData<string> Languages => [.. PolicyBundle.Default.Texts.Languages.Keys];

    [Fact]
    public void There_are_90_texts_in_each_language_and_those_of_a_level_all_differ()
    {
        foreach (var texts in PolicyBundle.Default.Texts.Languages.Values)
        {
            Assert.Equal(90, TextKey.All.Count());
            var rendered = TextKey.All.Where(k => k.Level == RiskLevel.High).Select(k => Render(texts, k, "Ana").Text).ToList();
            Assert.Equal(rendered.Count, rendered.Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_text_holds_to_every_rule_for_every_name(string language)
    {
        var texts = PolicyBundle.Default.Texts.Languages[language];
        foreach (var key in TextKey.All)
        {
            foreach (var name in Names)
            {
                var message = Render(texts, key, name);
                var place = $"{language}/{key} for '{name}': {message.Text}";
                Assert.True(message.Text.Length > 0 && message.Text.Trim() == message.Text, place);
                Assert.True(message.Text.EnumerateRunes().All(r => r.Value != Rune.ReplacementChar.Value), place);
                Assert.True(Isolates(message.Text) == 0, place);
                if (key.Channel == ContactChannel.Sms)
                {
                    Assert.True(SmsLength.Of(message.Text).FitsOne, place);
                    Assert.False(message.Text.Contains('\n', StringComparison.Ordinal), place);
                }

                Assert.Contains("Your Bank", message.Text, StringComparison.Ordinal);
                if (key.Channel != ContactChannel.Phone)
                    Assert.Contains("STOP", message.Text, StringComparison.Ordinal);
                if (name is null || !name.AsSpan().ContainsAny('{', '}'))
                    Assert.False(message.Text.AsSpan().ContainsAny('{', '}'), place);
                Assert.Equal(key.Channel == ContactChannel.Email, message.Subject is not null);
                Assert.Empty(TextRules.Broken(texts, message, PolicyBundle.Default.Policy));
            }
        }
    }

    [Fact]
    public void Whatever_a_name_holds_a_text_message_is_one_and_nothing_runs_on() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), Gen.Elements(TextKey.All.ToArray()).ToArbitrary(), Gen.Elements("en", "es", "hi").ToArbitrary(), (name, key, language) =>
        {
            var text = Render(PolicyBundle.Default.Texts.Languages[language], key, name).Text;
            Assert.True(key.Channel != ContactChannel.Sms || SmsLength.Of(text).FitsOne, text);
            Assert.Equal(0, Isolates(text));
            Assert.Equal(key.Channel == ContactChannel.Email, text.Contains('\n', StringComparison.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(4711, 1));

    [Fact]
    public void Spanish_text_messages_stay_in_the_gsm_alphabet()
    {
        var texts = PolicyBundle.Default.Texts.Languages["es"];
        Assert.All(TextKey.All.Where(k => k.Channel == ContactChannel.Sms), key => Assert.Equal(SmsEncoding.Gsm7, SmsLength.Of(Render(texts, key, "Ana").Text).Encoding));
    }

    [Theory]
    [InlineData("en", null, "Hello, Your Bank here, glad to help. If pay comes late, we can move your due date, free. Call +1 555 0100, or STOP to opt out.")]
    [InlineData("en", "Ana", "Hi Ana, Your Bank here, glad to help. If pay comes late, we can move your due date, free. Call +1 555 0100, or STOP to opt out.")]
    [InlineData("es", "José", "Hola, José: Your Bank quiere ayudarle. Si su sueldo tarda, podemos mover gratis su fecha de pago. Llame al +1 555 0100. Baja: STOP.")]
    [InlineData("hi", "प्रिया", "प्रिया जी, Your Bank: आय देर से? बिल की तिथि बदल सकते हैं। रोकें: STOP")]
    [InlineData("hi", "Venkatanarasimha", "नमस्ते, Your Bank: आय देर से? बिल की तिथि बदल सकते हैं। रोकें: STOP")]
    public void A_text_message_reads_like_this(string language, string? name, string text) =>
        Assert.Equal(text, Render(PolicyBundle.Default.Texts.Languages[language], new(Driver.IncomeLate, RiskLevel.High, ContactChannel.Sms), name).Text);

    [Theory]
    [InlineData("Anna Katharina Schmidt", "Hi Anna, ")]
    [InlineData("Wolfeschlegelsteinhausen", "Hello, ")]
    [InlineData("Zoë", "Hello, ")]
    [InlineData("Anna 😀", "Hi Anna, ")]
    [InlineData("{phone}", "Hi {phone}, ")]
    [InlineData("42", "Hello, ")]
    [InlineData("محمد", "Hello, ")]
    public void A_name_is_never_cut_and_never_makes_two_messages_of_one(string name, string start) =>
        Assert.StartsWith(start, Render(PolicyBundle.Default.Texts.Languages["en"], new(Driver.IncomeLate, RiskLevel.High, ContactChannel.Sms), name).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("محمد", "Hello \u2068محمد\u2069,")]
    [InlineData("Sara שרה", "Hello \u2068Sara שרה\u2069,")]
    [InlineData("\u202eanna\u2069", "Hello anna,")]
    [InlineData("Zoë", "Hello Zoë,")]
    public void A_name_that_runs_the_other_way_is_isolated(string name, string start) =>
        Assert.StartsWith(start, Render(PolicyBundle.Default.Texts.Languages["en"], new(Driver.IncomeLate, RiskLevel.High, ContactChannel.Email), name).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("es-MX", "es")]
    [InlineData("HI", "hi")]
    [InlineData("fr", "en")]
    [InlineData("fr-en", "en")]
    [InlineData(null, "en")]
    public void The_language_falls_back_to_that_without_region_and_to_the_default(string? asked, string given) =>
        Assert.Equal(given, PolicyBundle.Default.Texts.For(asked).Language);

    private static RenderedMessage Render(LanguageTexts texts, TextKey key, string? name)
    {
        var policy = PolicyBundle.Default.Policy;
        return MessageRenderer.Render(texts, key, policy.Offers.ByDriver[key.Driver], policy.Sender, name);
    }

    // Opened minus closed; anything but 0 would run on into what follows.
    private static int Isolates(string text) => text.Count(c => c == '\u2068') - text.Count(c => c == '\u2069');
}
