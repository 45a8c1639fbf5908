using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Messages;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Messages;

/// <summary>What effects are told by must be the same words.</summary>
public sealed class TemplateIdTests
{
    private static readonly TextKey HighSms = new(Driver.IncomeLate, RiskLevel.High, ContactChannel.Sms);
    private static readonly TextKey HighEmail = HighSms with { Channel = ContactChannel.Email };

    [Fact]
    public void It_names_the_text_and_its_words_and_not_whom_they_are_for()
    {
        var bundle = PolicyBundle.Default;
        var id = IdOf(bundle, HighSms);

        Assert.Matches("^en/income_late/high/sms@[0-9a-f]{6}$", id);
        Assert.Equal([id, id], new[] { null, "Ana" }.Select(name => MessageRenderer.Render(bundle.Texts.For("en"), HighSms, Offer(bundle), bundle.Policy.Sender, name).TemplateId));
        Assert.Equal(90, TextKey.All.Select(key => IdOf(bundle, key)).Distinct().Count());
    }

    [Theory]
    [InlineData("texts.en.yaml", "If less is", "When less is")]
    [InlineData("policy.yaml", "  short: Your Bank", "  short: Our Bank")]
    public void Where_a_word_changes_the_texts_that_say_it_have_another_and_all_others_the_same(string file, string from, string to)
    {
        using var folder = new PolicyFolder();
        var before = folder.Load();
        var after = folder.Change(file, from, to).Load();

        var changed = TextKey.All.Where(key => IdOf(before, key) != IdOf(after, key)).ToList();

        Assert.NotEmpty(changed);
        Assert.Equal(TextKey.All.Where(key => Said(before, key) != Said(after, key)), changed);
        Assert.True(changed.Count < 90);
    }

    [Fact]
    public void Another_offer_and_another_subject_are_other_words()
    {
        var bundle = PolicyBundle.Default;
        var texts = bundle.Texts.For("en");
        var others = bundle.Policy.Offers.For(Driver.Gambling, avoidsCredit: false);
        Assert.NotEqual(IdOf(bundle, HighSms), MessageRenderer.TemplateId(texts, HighSms, others, bundle.Policy.Sender));

        var subject = texts with { Subjects = texts.Subjects.ToDictionary(own => own.Key, _ => texts.Subjects[RiskLevel.Medium]) };
        Assert.NotEqual(IdOf(bundle, HighEmail), MessageRenderer.TemplateId(subject, HighEmail, Offer(bundle), bundle.Policy.Sender));
        Assert.Equal(IdOf(bundle, HighSms), MessageRenderer.TemplateId(subject, HighSms, Offer(bundle), bundle.Policy.Sender));
    }

    private static Offer Offer(PolicyBundle bundle, Driver driver = Driver.IncomeLate) => bundle.Policy.Offers.For(driver, avoidsCredit: false);

    private static string IdOf(PolicyBundle bundle, TextKey key) => MessageRenderer.TemplateId(bundle.Texts.For("en"), key, Offer(bundle, key.Driver), bundle.Policy.Sender);

    private static (string? Subject, string Text) Said(PolicyBundle bundle, TextKey key) =>
        MessageRenderer.Render(bundle.Texts.For("en"), key, Offer(bundle, key.Driver), bundle.Policy.Sender, "Ana") is var message ? (message.Subject, message.Text) : default;
}
