using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Domain.Tests.Interventions;

public sealed class MessageTemplateTests
{
    private static readonly string[] Forbidden = ["risk", "score", "default", "delinquen", "collection", "legal", "court", "penalt", "threat", "warning", "must pay", "blame", "fail"];

    public static TheoryData<ContactChannel, Driver> All
    {
        get
        {
            var all = new TheoryData<ContactChannel, Driver>();
            foreach (var channel in Enum.GetValues<ContactChannel>())
            {
                foreach (var driver in Enum.GetValues<Driver>())
                    all.Add(channel, driver);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_text_addresses_the_customer_and_names_nothing_hurtful(ContactChannel channel, Driver driver)
    {
        var text = MessageTemplates.Of(channel, driver);

        Assert.Contains("{name}", text, StringComparison.Ordinal);
        Assert.All(Forbidden, word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Written_texts_can_be_opted_out_of(ContactChannel channel, Driver driver)
    {
        if (channel != ContactChannel.Phone)
            Assert.Contains("STOP", MessageTemplates.Of(channel, driver), StringComparison.Ordinal);
        else
            Assert.Contains("Nothing is decided without you", MessageTemplates.Of(channel, driver), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_sms_fits_into_160_characters_with_the_longest_name(ContactChannel channel, Driver driver)
    {
        var text = MessageTemplates.Of(channel, driver).Replace("{name}", new string('x', 20), StringComparison.Ordinal);

        if (channel == ContactChannel.Sms)
            Assert.True(text.Length <= 160 && text.All(char.IsAscii), $"{text.Length}: {text}");
    }

    [Fact]
    public void A_gambler_is_never_offered_credit()
    {
        foreach (var channel in Enum.GetValues<ContactChannel>())
            Assert.DoesNotContain("payment", MessageTemplates.Of(channel, Driver.Gambling), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_draft_names_nobody(ContactChannel channel, Driver driver) =>
        Assert.Equal(MessageTemplates.Of(channel, driver).Replace("{name}", "there", StringComparison.Ordinal), MessageTemplates.Draft(channel, driver));
}
