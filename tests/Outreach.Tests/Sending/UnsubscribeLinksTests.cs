using System.Buffers.Text;
using System.Text;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Sending;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class UnsubscribeLinksTests
{
    [Theory]
    [InlineData("c1", "c1-i1")]
    [InlineData("customer.with:signs_-i3", "customer.with:signs_-i3-i20")]
    public void A_token_is_read_as_its_customer_and_contact_by_whoever_has_the_key(string customerId, string contactId)
    {
        var token = Links.TokenOf(customerId, contactId);

        Assert.True(Links.TryRead(token, out var read));
        Assert.Equal(new UnsubscribeToken(customerId, contactId), read);
        Assert.Equal(token, Uri.EscapeDataString(token));
        Assert.False(new UnsubscribeLinks(new Uri("https://contact.bank.example"), new byte[32]).TryRead(token, out _));
    }

    /// <summary>Emails of earlier versions are still in mailboxes.</summary>
    [Theory]
    [InlineData("c1-i1", "c1")]
    [InlineData("customer.with:signs_-i3-i20", "customer.with:signs_-i3")]
    [InlineData("c1", null)]
    [InlineData("-i1", null)]
    [InlineData("c1-ix", null)]
    public void A_token_that_says_no_more_than_the_contact_is_of_the_customer_that_its_id_names(string contactId, string? customerId)
    {
        var token = Base64Url.EncodeToString(Seal.Close([.. Enumerable.Range(0, 32).Select(i => (byte)i)], Encoding.UTF8.GetBytes(contactId), UnsubscribeLinks.Purpose));

        Assert.True(Links.TryRead(token, out var read));
        Assert.Equal(new UnsubscribeToken(customerId, contactId), read);
    }

    [Fact]
    public void A_token_does_not_show_whose_it_is()
    {
        var token = Links.TokenOf("c1", "c1-i1");

        Assert.All(token.Split('.'), part => Assert.DoesNotContain("c1", Encoding.Latin1.GetString(Base64Url.DecodeFromChars(part)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_token_is_none()
    {
        var token = Links.TokenOf("c1", "c1-i1");

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
