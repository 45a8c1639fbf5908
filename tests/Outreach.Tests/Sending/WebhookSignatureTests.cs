using System.Text;
using PreDelinquency.Outreach.Sending;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class WebhookSignatureTests
{
    private static readonly Secret Key = new("0123456789abcdef0123456789abcdef");
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"outcome":"delivered"}""");

    [Fact]
    public void The_signature_is_what_any_other_program_computes() =>
        // printf '1772452800.{"outcome":"delivered"}' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
        Assert.Equal("t=1772452800,v1=4e2e621d6dd37bf4b8e468b92b920a5b2cc11db2aa86b5f6e2f7040e1f6870fe", WebhookSignature.Sign([Key], Noon, Body));

    [Fact]
    public void A_signature_is_by_either_of_two_secrets_and_by_no_other()
    {
        var next = new Secret("fedcba9876543210fedcba9876543210");
        var signature = WebhookSignature.Parse(WebhookSignature.Sign([Key, next], Noon, Body))!;

        Assert.True(signature.IsBy([Key], Body));
        Assert.True(signature.IsBy([next], Body));
        Assert.False(signature.IsBy([new Secret("another secret of 32 characters!")], Body));
        Assert.False(signature.IsBy([], Body));
    }

    [Fact]
    public void Neither_the_body_nor_the_time_can_be_changed()
    {
        var header = WebhookSignature.Sign([Key], Noon, Body);
        var earlier = header.Replace("t=1772452800", "t=1772452801", StringComparison.Ordinal);

        Assert.True(WebhookSignature.Parse(header)!.IsBy([Key], Body));
        Assert.False(WebhookSignature.Parse(earlier)!.IsBy([Key], Body));
        for (var i = 0; i < Body.Length; i++)
        {
            var changed = Body.ToArray();
            changed[i] ^= 1;
            Assert.False(WebhookSignature.Parse(header)!.IsBy([Key], changed));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("t=1772452800")]
    [InlineData("v1=00")]
    [InlineData("t=1772452800,v1=zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=-5,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1,t=2,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1772452800;v1=0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_signature_is_none(string? header) => Assert.Null(WebhookSignature.Parse(header));

    [Fact]
    public void What_a_later_version_adds_is_passed_over() =>
        Assert.True(WebhookSignature.Parse(WebhookSignature.Sign([Key], Noon, Body) + ",v2=abc")!.IsBy([Key], Body));
}
