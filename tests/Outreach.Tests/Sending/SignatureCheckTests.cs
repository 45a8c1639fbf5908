using System.Text;
using PreDelinquency.Outreach.Sending;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class SignatureCheckTests
{
    private static readonly Secret Key = new("0123456789abcdef0123456789abcdef");
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"outcome":"delivered"}""");

    private readonly ManualTime _time = new(Noon);
    private readonly SignatureCheck _check;

    public SignatureCheckTests() => _check = new SignatureCheck([Key], _time);

    [Theory]
    [InlineData(-301, SignatureVerdict.Outdated)]
    [InlineData(-300, SignatureVerdict.Genuine)]
    [InlineData(0, SignatureVerdict.Genuine)]
    [InlineData(300, SignatureVerdict.Genuine)]
    [InlineData(301, SignatureVerdict.Outdated)]
    public void A_signature_counts_five_minutes_before_and_after(int seconds, SignatureVerdict verdict) =>
        Assert.Equal(verdict, _check.Check(WebhookSignature.Sign([Key], Noon.AddSeconds(seconds), Body), Body));

    [Fact]
    public void The_same_request_counts_once_however_long_its_time_would_let_it()
    {
        var header = WebhookSignature.Sign([Key], Noon.AddMinutes(5), Body);
        var verdicts = new List<SignatureVerdict>();
        for (var minute = 0; minute <= 11; minute++)
        {
            verdicts.Add(_check.Check(header, Body));
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([SignatureVerdict.Genuine, .. Enumerable.Repeat(SignatureVerdict.Replayed, 10), SignatureVerdict.Outdated], verdicts);
    }

    [Fact]
    public void The_same_report_signed_anew_counts_again()
    {
        Assert.Equal(SignatureVerdict.Genuine, _check.Check(WebhookSignature.Sign([Key], Noon, Body), Body));
        Assert.Equal(SignatureVerdict.Genuine, _check.Check(WebhookSignature.Sign([Key], Noon.AddSeconds(1), Body), Body));
    }

    [Fact]
    public void A_replay_is_found_where_one_of_two_codes_is_left_out()
    {
        var next = new Secret("fedcba9876543210fedcba9876543210");
        var check = new SignatureCheck([Key, next], _time);

        Assert.Equal(SignatureVerdict.Genuine, check.Check(WebhookSignature.Sign([Key, next], Noon, Body), Body));
        Assert.Equal(SignatureVerdict.Replayed, check.Check(WebhookSignature.Sign([next], Noon, Body), Body));
    }

    [Fact]
    public void What_could_not_be_done_may_come_again()
    {
        var header = WebhookSignature.Sign([Key], Noon, Body);
        Assert.Equal(SignatureVerdict.Genuine, _check.Check(header, Body));
        _check.Forget(header, Body);

        Assert.Equal(SignatureVerdict.Genuine, _check.Check(header, Body));
        Assert.Equal(SignatureVerdict.Replayed, _check.Check(header, Body));
    }

    [Fact]
    public void Nobody_without_the_secret_is_believed()
    {
        Assert.Equal(SignatureVerdict.Forged, _check.Check(WebhookSignature.Sign([new Secret("another secret of 32 characters!")], Noon, Body), Body));
        Assert.Equal(SignatureVerdict.Malformed, _check.Check(null, Body));
    }
}
