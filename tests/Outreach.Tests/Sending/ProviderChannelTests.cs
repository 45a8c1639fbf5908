using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class ProviderChannelTests : IAsyncLifetime
{
    private static readonly Secret Key = new("0123456789abcdef0123456789abcdef");
    private static readonly Secret NextKey = new("fedcba9876543210fedcba9876543210");

    private readonly ManualTime _time = new(Noon);
    private WebhookReceiver _receiver = null!;
    private ProviderChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _channel = new ProviderChannel(new ProviderSettings { Channel = ContactChannel.Sms, Url = _receiver.Url, Secrets = [Key, NextKey] }, _time);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_provider_gets_the_message_its_key_and_a_signature_of_either_secret()
    {
        var result = await _channel.SendAsync(Sms(), CancellationToken.None);

        var request = Assert.Single(_receiver.Requests);
        Assert.Equal(new SendResult.Accepted("sms-77"), result);
        Assert.Equal(("POST", "application/json", "c1-i1/sms"), (request.Method, request.ContentType, request.IdempotencyKey));
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            ["idempotency_key", "channel", "to", "language", "text", "offer_code", "not_after"],
            body.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("+15550123", body.RootElement.GetProperty("to").GetString());
        Assert.All(new[] { Key, NextKey }, key => Assert.Equal(SignatureVerdict.Genuine, new SignatureCheck([key], _time).Check(request.Signature, request.Body)));
    }

    [Fact]
    public async Task Every_attempt_is_the_same_to_the_byte_but_for_its_signature()
    {
        await _channel.SendAsync(Sms(attempt: 1), CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        await _channel.SendAsync(Sms(attempt: 2), CancellationToken.None);

        var (first, second) = (_receiver.Requests.First(), _receiver.Requests.Last());
        Assert.Equal((first.IdempotencyKey, Convert.ToHexString(first.Body)), (second.IdempotencyKey, Convert.ToHexString(second.Body)));
        Assert.NotEqual(first.Signature, second.Signature);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("taken")]
    [InlineData("""{"reference":5}""")]
    public async Task What_was_taken_without_a_name_goes_by_its_key(string answer)
    {
        _receiver.Answer = (_, context) => context.Response.WriteAsync(answer);

        Assert.Equal(new SendResult.Accepted("c1-i1/sms"), await _channel.SendAsync(Sms(), CancellationToken.None));
    }

    [Theory]
    [InlineData(429, "120", 120)]
    [InlineData(503, "Mon, 02 Mar 2026 12:10:00 GMT", 600)]
    [InlineData(503, "Mon, 02 Mar 2026 11:00:00 GMT", null)]
    [InlineData(503, "1000000", 21_600)]
    [InlineData(302, null, null)]
    [InlineData(401, null, null)]
    [InlineData(404, null, null)]
    [InlineData(408, null, null)]
    public async Task What_is_not_about_the_message_is_tried_again_when_the_provider_wants(int status, string? retryAfter, int? seconds)
    {
        _receiver.AnswerWith(status, retryAfter);

        var result = await _channel.SendAsync(Sms(), CancellationToken.None);

        Assert.Equal(new SendResult.Unavailable($"HTTP {status.ToString(CultureInfo.InvariantCulture)}", seconds is { } s ? TimeSpan.FromSeconds(s) : null), result);
        Assert.Single(_receiver.Requests);
    }

    [Theory]
    [InlineData(409, "60", 60)]
    [InlineData(500, null, null)]
    [InlineData(502, null, null)]
    [InlineData(504, null, null)]
    public async Task An_answer_after_which_it_may_have_gone_all_the_same_is_unconfirmed(int status, string? retryAfter, int? seconds)
    {
        _receiver.AnswerWith(status, retryAfter);

        Assert.Equal(
            new SendResult.Unconfirmed($"HTTP {status.ToString(CultureInfo.InvariantCulture)}", seconds is { } s ? TimeSpan.FromSeconds(s) : null),
            await _channel.SendAsync(Sms(), CancellationToken.None));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(410)]
    [InlineData(422)]
    public async Task What_is_about_the_message_refuses_it(int status)
    {
        _receiver.AnswerWith(status);

        Assert.Equal(new SendResult.Refused($"HTTP {status.ToString(CultureInfo.InvariantCulture)}"), await _channel.SendAsync(Sms(), CancellationToken.None));
    }

    [Fact]
    public async Task Silence_and_connections_that_break_after_the_request_leave_open_whether_it_went()
    {
        _receiver.Answer = (_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var broken = await _channel.SendAsync(Sms(), CancellationToken.None);
        _receiver.Answer = (_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var sending = _channel.SendAsync(Sms(), CancellationToken.None).AsTask();
        await Eventually.HoldsAsync(() => _receiver.Requests.Count == 2);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(new SendResult.Unconfirmed("the connection failed", null), broken);
        Assert.Equal(new SendResult.Unconfirmed("no answer in time", null), await sending);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_went()
    {
        await _receiver.DisposeAsync();

        Assert.Equal(new SendResult.Unavailable("the connection failed", null), await _channel.SendAsync(Sms(), CancellationToken.None));
    }
}
