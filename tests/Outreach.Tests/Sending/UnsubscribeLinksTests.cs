using PreDelinquency.Outreach.Sending;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class UnsubscribeLinksTests
{
    [Theory]
    [InlineData("c1-i1")]
    [InlineData("customer.with:signs_-i20")]
    public void A_token_names_its_contact(string contactId)
    {
        Assert.True(Links.TryRead(Links.TokenOf(contactId), out var read));
        Assert.Equal(contactId, read);
        Assert.Equal(Links.TokenOf(contactId), Uri.EscapeDataString(Links.TokenOf(contactId)));
    }

    [Fact]
    public void No_token_can_be_made_without_the_key()
    {
        var token = Links.TokenOf("c1-i1");
        var others = new UnsubscribeLinks(new Uri("https://contact.bank.example"), new byte[32]);

        Assert.False(Links.TryRead(others.TokenOf("c1-i1"), out _));
        Assert.False(Links.TryRead(Links.TokenOf("c1-i2").Split('.')[0] + "." + token.Split('.')[1], out _));
        Assert.False(Links.TryRead(token[..^2], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b.c")]
    [InlineData("c1-i1")]
    [InlineData("!!!.???")]
    public void What_is_no_token_is_none(string token) => Assert.False(Links.TryRead(token, out _));
}
