using System.Text.Json;
using MimeKit;
using PreDelinquency.Outreach.Alerting;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;
using PreDelinquency.Outreach.Tests.Sending;
using SmtpServer.Protocol;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Alerting;

public sealed class AlertSinkTests
{
    private static readonly Secret Key = new("0123456789abcdef0123456789abcdef");

    private static readonly OperationsAlert Alert =
        new(new AlertFinding(AlertCondition.Model, "drift/größe\r\nx: y", 0.31, 0.25, "The population moved."), Noon, Noon.AddMinutes(2), null);

    private readonly ManualTime _time = new(Noon);

    [Fact]
    public async Task An_alert_goes_by_signed_request()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var sink = new AlertPost(receiver.Url, [Key], _time);

        Assert.IsType<SendResult.Accepted>(await sink.TellAsync(Alert, CancellationToken.None));

        var request = Assert.Single(receiver.Requests);
        Assert.Equal(Alert.Key, request.IdempotencyKey);
        Assert.Equal(SignatureVerdict.Genuine, new SignatureCheck([Key], _time).Check(request.Signature, request.Body));
        using var body = JsonDocument.Parse(request.Body);
        Assert.Equal(
            ["condition", "subject", "value", "threshold", "first_at", "last_at", "over_at", "message"],
            body.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("model", body.RootElement.GetProperty("condition").GetString());
    }

    [Fact]
    public async Task An_alert_goes_by_email()
    {
        await using var server = new MailServer();
        using var sink = new AlertMailer(Settings(server), [new MailboxAddress("", "ops@bank.example")], _time);

        Assert.IsType<SendResult.Accepted>(await sink.TellAsync(Alert, CancellationToken.None));
        Assert.IsType<SendResult.Accepted>(await sink.TellAsync(Alert with { OverAt = Noon.AddHours(1) }, CancellationToken.None));

        var mails = server.Taken.ToList();
        Assert.Equal(["ops@bank.example", "ops@bank.example"], mails.Select(mail => mail.To.ToString()));
        Assert.StartsWith("Alert: model (drift/", mails[0].Subject, StringComparison.Ordinal);
        Assert.StartsWith("Over: model (drift/", mails[1].Subject, StringComparison.Ordinal);
        Assert.Null(mails[0].Headers["x"]);
        Assert.Contains("Threshold: 0.25\n", mails[0].TextBody!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("First seen: 2026-03-02T12:00:00+00:00", mails[0].TextBody, StringComparison.Ordinal);
        Assert.NotEqual(mails[0].MessageId, mails[1].MessageId);
    }

    [Fact]
    public async Task A_sink_that_is_down_hears_of_it_later_in_order()
    {
        await using var server = new MailServer { AnswerText = _ => new SmtpResponse(SmtpReplyCode.Aborted, "4.3.2 not now") };
        using var sink = new AlertMailer(Settings(server), [new MailboxAddress("", "ops@bank.example")], _time);
        var pending = new PendingAlerts(sink);
        pending.Add(Alert);
        pending.Add(Alert with { OverAt = Noon.AddHours(1) });

        Assert.IsType<SendResult.Unavailable>(await pending.TellAsync(CancellationToken.None));
        Assert.Equal((2, 1), (pending.Count, server.Texts));
        server.AnswerText = _ => SmtpResponse.Ok;
        Assert.Null(await pending.TellAsync(CancellationToken.None));

        Assert.Equal(0, pending.Count);
        Assert.Equal(["Alert", "Over"], server.Taken.Select(mail => mail.Subject!.Split(':')[0]));
    }
}
