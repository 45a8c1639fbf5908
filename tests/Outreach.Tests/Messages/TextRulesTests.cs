using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Messages;

/// <summary>For each rule, a text that breaks it and nothing else.</summary>
public sealed class TextRulesTests
{
    [Theory]
    [InlineData("texts.en.yaml", "If pay comes late, we can", "Your score fell, we can", "bodies.income_late.sms must not hold the forbidden word score")]
    [InlineData("texts.en.yaml", "Sometimes pay comes later than planned. If it helps", "You are at RISK. If it helps", "bodies.income_late.phone must not hold the forbidden word risk")]
    [InlineData("texts.en.yaml", "Sometimes pay comes later than planned. If it helps", "Ri\u00ADsky times. If it helps", "bodies.income_late.phone must not hold the forbidden word risk")]
    [InlineData("texts.en.yaml", "Sometimes pay comes later than planned. If it helps", "Before legal action follows. If it helps", "must not hold the forbidden word legal")]
    [InlineData("texts.en.yaml", "That happens, and we can", "It is your fault, but we can", "must not hold the forbidden word fault")]
    [InlineData("texts.en.yaml", "high: We would like to make", "high: Urgent! We would like to make", "subjects.high must not hold the forbidden word urgent")]
    [InlineData("texts.es.yaml", "Si su sueldo tarda", "Por su puntuación", "must not hold the forbidden word puntuacion")]
    [InlineData("texts.es.yaml", "Si su sueldo tarda", "Evite el embargo", "must not hold the forbidden word embarg")]
    [InlineData("texts.es.yaml", "Si su sueldo tarda", "Su risk es alto", "must not hold the forbidden word risk")]
    [InlineData("texts.hi.yaml", "आय देर से?", "जोखिम?", "must not hold the forbidden word जोखिम")]
    [InlineData("texts.hi.yaml", "आय देर से?", "ज़ब्ती?", "must not hold the forbidden word जब्त")]
    [InlineData("texts.hi.yaml", "आय देर से?", "क़ानूनी बात?", "must not hold the forbidden word कानूनी")]
    [InlineData("texts.en.yaml", "sms: Call {phone}, or {opt_out} to opt out.", "sms: Call {phone}.", "closings.sms must have the placeholder {opt_out}, which tells how to opt out")]
    [InlineData("texts.en.yaml", "such messages, reply {opt_out} or follow", "such messages, follow", "closings.email must have the placeholder {opt_out}, which tells how to opt out")]
    [InlineData("texts.en.yaml", "Reply to this message or call {phone},", "Reply to this message,", "closings.email must have the placeholder {phone}")]
    [InlineData("texts.en.yaml", "    Warm regards,\n    {bank}\n", "    Warm regards\n", "closings.email must say who writes or calls, with the placeholder {bank}")]
    [InlineData("texts.hi.yaml", "    medium: \"{bank}:\"", "    medium: \"\"", "closings.sms must say who writes or calls, with the placeholder {bank}")]
    [InlineData("texts.en.yaml", "sms: If pay comes late, we can {offer_phrase}.", "sms: If pay comes late, call us.", "bodies.income_late.sms must have the placeholder {offer_phrase}")]
    [InlineData("texts.en.yaml", "sms: { named: \"Hi {name},\"", "sms: { named: \"Hi,\"", "greetings.sms.named must have the placeholder {name}")]
    [InlineData("texts.en.yaml", "nameless: \"Hello,\"", "nameless: \"Hello {name},\"", "greetings.sms.nameless must not have the placeholder {name}, which belongs to the named greeting")]
    [InlineData("texts.en.yaml", "nameless: \"Hello,\"", "nameless: \"\"", "greetings.sms.nameless must not be empty")]
    [InlineData("texts.en.yaml", "If pay comes late, we can {offer_phrase}.", "If pay comes late, we can {offer}.", "bodies.income_late.sms has the placeholder {offer}, but must have only {name}, {bank}, {offer_phrase}, {phone}, {opt_out}")]
    [InlineData("texts.en.yaml", "If pay comes late, we can {offer_phrase}.", "If pay comes late, we can {offer_phrase.", "bodies.income_late.sms must have braces only round placeholders")]
    [InlineData("texts.en.yaml", "If pay comes late, we can {offer_phrase}.", "If pay} comes late, we can {offer_phrase}.", "bodies.income_late.sms must have braces only round placeholders")]
    [InlineData("texts.en.yaml", "brief: move your due date, free", "brief: lend you some money", "offers.move_due_date.brief must not speak of lend, as its kind is not credit")]
    [InlineData("texts.es.yaml", "brief: mover gratis su fecha de pago", "brief: darle un préstamo", "offers.move_due_date.brief must not speak of prestamo, as its kind is not credit")]
    [InlineData("texts.en.yaml", "brief: move your due date, free", "brief: move your due date, {bank}", "offers.move_due_date.brief must be words without placeholders")]
    [InlineData("texts.en.yaml", "sms: If pay comes late, we can", "sms: If your pay comes later than you planned, or than you are used to, we can", "bodies.income_late.sms must fit into one message of 160 GSM-7 characters")]
    [InlineData("texts.en.yaml", "sms: If pay comes late, we can", "sms: If pay comes late – we can", "bodies.income_late.sms must fit into one message of 70 UCS-2 characters")]
    [InlineData("texts.hi.yaml", "आय देर से?", "वेतन देर से आने वाला है?", "must fit into one message of 70 UCS-2 characters")]
    [InlineData("texts.en.yaml", "high: We would like to make this month easier", "high: \"We would like\\nto help\"", "subjects.high must be one line")]
    [InlineData("texts.en.yaml", "email: Sometimes pay comes later than planned. If a bill", "email: \"Sometimes\\u202e pay {offer_phrase}\" #", "bodies.income_late.email must not hold control characters")]
    [InlineData("texts.en.yaml", "  income_late:\n    phone: Sometimes pay comes later than planned. If it helps, we can {offer_phrase}.\n", "  income_late:\n", "bodies.income_late.phone is required")]
    [InlineData("texts.en.yaml", "  many_debts:\n", "  many_depts:\n", "bodies.many_debts is required")]
    [InlineData("texts.en.yaml", "  many_debts:\n", "  many_depts:\n", "bodies.many_depts is not known here")]
    [InlineData("texts.en.yaml", "language: en", "language: fr", "language must be that in the file's name, not 'fr'")]
    [InlineData("texts.en.yaml", "direction: left_to_right", "direction: up", "direction must be one of left_to_right, right_to_left, not 'up'")]
    [InlineData("texts.en.yaml", "language: en", "language: en\nforbidden_words: [pay*]", "bodies.income_late.sms must not hold the forbidden word pay")]
    [InlineData("texts.en.yaml", "language: en", "language: en\nforbidden_words: [\"*\"]", "forbidden_words must be words of at least 2 characters, not '*'")]
    [InlineData("texts.en.yaml", "language: en", "language: en\nwritten:\n  - { driver: gambling, level: low, channel: sms, text: x }", "written[1].level must be one of medium, high, critical, not 'low'")]
    [InlineData("texts.en.yaml", "language: en", "language: en\nwritten:\n  - { driver: gambling, level: high, channel: sms, text: We are here. }", "written[1].text must have the placeholder {offer_phrase}")]
    public void A_text_that_breaks_a_rule_is_refused(string file, string from, string to, string fault)
    {
        using var folder = new PolicyFolder();

        var faults = folder.Change(file, from, to).Faults();

        Assert.All(faults, f => Assert.StartsWith($"{file}:", f, StringComparison.Ordinal));
        Assert.Contains(faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ContactChannel.Sms, "Ana,", "Ana, if it helps,", null)]
    [InlineData(ContactChannel.Sms, "Ana,", "\u2068آنا\u2069,", "must be one message of at most 70 units, has")]
    [InlineData(ContactChannel.Phone, "Hello", "Good morning", null)]
    [InlineData(ContactChannel.Phone, "this is Your Bank", "this is us", "must say who writes or calls, with the name Your Bank")]
    [InlineData(ContactChannel.Phone, "+1 555 0100", "our number", "must say where to call, with the number +1 555 0100")]
    [InlineData(ContactChannel.Email, "reply STOP", "say so", "must say how to opt out, with the word STOP")]
    [InlineData(ContactChannel.Email, "move a due date to a day that suits you, free of charge", "give you 5000 today", "must make its offer in the words of the policy: move a due date to a day that suits you, free of charge")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "Your score fell. Sometimes pay", "must not hold the forbidden word score")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "You owe us 500. Sometimes pay", "must not hold the forbidden word owe")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "Pay today. Sometimes pay", "must not hold the forbidden word pay today")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "We lend you 500. Sometimes pay", "must not speak of lend, as what it offers is not credit")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "Your debts grow. Sometimes pay", "must not hold the forbidden word debt")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "You will lose your account. Sometimes pay", "must not hold the forbidden word lose your")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "Your neighbours will know. Sometimes pay", "must not hold the forbidden word neighbour")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "We can\u0007 help. Sometimes pay", "must not hold control characters")]
    [InlineData(ContactChannel.Email, "Sometimes pay", "\u202eSometimes pay", "must not hold control characters")]
    [InlineData(ContactChannel.Email, "Hello Ana", "Hello \u2068آنا\u2069", null)]
    public void What_a_person_writes_holds_to_the_rules_too(ContactChannel channel, string from, string to, string? broken)
    {
        var message = Rendered(channel);
        Assert.Contains(from, message.Text, StringComparison.Ordinal);

        var found = TextRules.Broken(PolicyBundle.Default.Texts.For("en"), message with { Text = message.Text.Replace(from, to, StringComparison.Ordinal) }, PolicyBundle.Default.Policy);

        if (broken is null)
            Assert.Empty(found);
        else
            Assert.StartsWith(broken, Assert.Single(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A word from us", null)]
    [InlineData("", "must have a subject of one line without control characters")]
    [InlineData("Hi\nBcc: all@example.com", "must have a subject of one line without control characters")]
    [InlineData("\u202eHi", "must have a subject of one line without control characters")]
    [InlineData("Your risk", "must not hold the forbidden word risk")]
    public void So_does_the_subject(string subject, string? broken) =>
        Assert.Equal(broken is null ? [] : [broken], TextRules.Broken(PolicyBundle.Default.Texts.For("en"), Rendered(ContactChannel.Email) with { Subject = subject }, PolicyBundle.Default.Policy));

    [Fact]
    public void An_offer_that_the_policy_does_not_make_is_made_by_nobody() =>
        Assert.Equal(["must offer what the policy offers, which gift is not"], TextRules.Broken(PolicyBundle.Default.Texts.For("en"), Rendered(ContactChannel.Phone) with { OfferCode = "gift" }, PolicyBundle.Default.Policy));

    [Fact]
    public void A_word_inside_another_is_not_forbidden()
    {
        using var folder = new PolicyFolder();
        folder.Change("texts.en.yaml", "If pay comes late, we can", "If asterisks tissue, we can").Load();
    }

    [Fact]
    public void A_language_that_the_program_does_not_know_brings_its_own_forbidden_words()
    {
        using var folder = new PolicyFolder();
        var text = File.ReadAllText(Path.Combine(folder.Path, "texts.en.yaml")).Replace("language: en", "language: eo", StringComparison.Ordinal);

        Assert.Equal(["texts.eo.yaml:1: forbidden_words is required in a language of which the program knows none"], folder.Write("texts.eo.yaml", text).Faults());
        Assert.Equal(4, folder.Write("texts.eo.yaml", $"{text}\nforbidden_words: [\"risk*\", minaco]\n").Load().Texts.Languages.Count);
    }

    [Fact]
    public void A_combination_that_is_written_out_stands_in_place_of_opening_and_body()
    {
        using var folder = new PolicyFolder();
        folder.Change("texts.en.yaml", "language: en", "language: en\nwritten:\n  - { driver: gambling, level: high, channel: sms, text: \"{bank} is here and can {offer_phrase}.\" }");
        var bundle = folder.Load();
        var key = new TextKey(Driver.Gambling, RiskLevel.High, ContactChannel.Sms);
        var message = MessageRenderer.Render(bundle.Texts.For("en"), key, bundle.Policy.Offers.ByDriver[key.Driver], bundle.Policy.Sender, null);

        Assert.Equal("Hello, Your Bank is here and can offer a free, private talk. Call +1 555 0100, or STOP to opt out.", message.Text);
    }

    private static RenderedMessage Rendered(ContactChannel channel)
    {
        var (texts, policy) = (PolicyBundle.Default.Texts.For("en"), PolicyBundle.Default.Policy);
        return MessageRenderer.Render(texts, new(Driver.IncomeLate, RiskLevel.High, channel), policy.Offers.ByDriver[Driver.IncomeLate], policy.Sender, "Ana");
    }
}
