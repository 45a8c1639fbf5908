using System.Buffers.Text;
using System.Text;
using PreDelinquency.Outreach.Sending;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class UnsubscribeLinksTests
{
    [Theory]
    [InlineData("c1-i1")]
    [InlineData("customer.with:signs_-i20")]
    public void A_token_is_read_as_its_contact_by_whoever_has_the_key(string contactId)
    {
        var token = Links.TokenOf(contactId);

        Assert.True(Links.TryRead(token, out var read));
        Assert.Equal(contactId, read);
        Assert.Equal(token, Uri.EscapeDataString(token));
        Assert.False(new UnsubscribeLinks(new Uri("https://contact.bank.example"), new byte[32]).TryRead(token, out _));
    }

    [Fact]
    public void A_token_does_not_show_whose_it_is()
    {
        var token = Links.TokenOf("c1-i1");

        Assert.All(token.Split('.'), part => Assert.DoesNotContain("c1", Encoding.Latin1.GetString(Base64Url.DecodeFromChars(part)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_token_is_none()
    {
        var token = Links.TokenOf("c1-i1");

        Assert.False(Links.TryRead(token[..^2], out _));
        Assert.False(Links.TryRead((token[0] == 'A' ? 'B' : 'A') + token[1..], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a.b.c")]
    [InlineData("c1-i1")]
    [InlineData("!!!.???")]
    public void What_is_no_token_is_none(string token) => Assert.False(Links.TryRead(token, out _));
}
