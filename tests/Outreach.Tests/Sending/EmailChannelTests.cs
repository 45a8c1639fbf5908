using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Sending;
using SmtpServer.Protocol;
using static PreDelinquency.Outreach.Tests.Sending.SendingSamples;

namespace PreDelinquency.Outreach.Tests.Sending;

public sealed class EmailChannelTests : IAsyncDisposable
{
    private const string At = "https://contact.bank.example/unsubscribe/";

    private readonly MailServer _server = new();
    private readonly ManualTime _time = new(Noon);
    private readonly EmailChannel _channel;

    public EmailChannelTests() => _channel = new EmailChannel(Settings(_server), Links, _time);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "We can help", "Hello Ana,\nwe can move your due date.\n")]
    [InlineData("es", "Estamos aquí", "Hola, Ana:\npodemos mover su fecha de pago. ¿Hablamos mañana?\n")]
    [InlineData("hi", "हम मदद कर सकते हैं", "नमस्ते \u2068آنا\u2069,\nहम आपकी भुगतान तिथि बदल सकते हैं।\n")]
    public async Task An_email_says_in_its_own_language_what_it_is_and_how_to_get_no_more(string language, string subject, string text)
    {
        var message = Email(language: language, subject: subject, text: text);

        var result = await _channel.SendAsync(message, CancellationToken.None);

        var mail = Assert.Single(_server.Taken);
        Assert.Equal(new SendResult.Accepted(mail.MessageId!), result);
        var link = mail.Headers["List-Unsubscribe"]!.Trim('<', '>');
        Assert.StartsWith(At, link, StringComparison.Ordinal);
        Assert.True(Links.TryRead(link[At.Length..], out var token));
        Assert.Equal(new UnsubscribeToken("c1", "c1-i1"), token);
        Assert.Equal((subject, $"{text}\n{link}"), (mail.Subject, mail.TextBody!.ReplaceLineEndings("\n")));
        Assert.Equal(("text/plain", "utf-8"), (mail.Body!.ContentType.MimeType, mail.Body.ContentType.Charset));
        Assert.Equal(("\"Your Bank\" <care@bank.example>", "answers@bank.example", "ana@example.com"), (mail.From.ToString(), mail.ReplyTo.ToString(), mail.To.ToString()));
        Assert.Equal(Noon, mail.Date);
        Assert.Equal(language, mail.Body!.Headers["Content-Language"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
    }

    [Fact]
    public async Task Every_attempt_has_the_message_id_of_the_first_and_no_other_contact_has_it()
    {
        await _channel.SendAsync(Email(attempt: 1), CancellationToken.None);
        await _channel.SendAsync(Email(attempt: 2), CancellationToken.None);
        await _channel.SendAsync(Email(number: 2), CancellationToken.None);

        var ids = _server.Taken.Select(mail => mail.MessageId).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.All(ids, id => Assert.EndsWith("@bank.example", id, StringComparison.Ordinal));
        Assert.All(ids, id => Assert.DoesNotContain("c1-i", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_connection_carries_many_messages()
    {
        for (var i = 1; i <= 3; i++)
            Assert.IsType<SendResult.Accepted>(await _channel.SendAsync(Email(i), CancellationToken.None));

        Assert.Equal((3, 1), (_server.Taken.Count, _server.Sessions));
    }

    [Fact]
    public async Task A_connection_that_ended_while_nobody_used_it_is_made_anew()
    {
        await _channel.SendAsync(Email(1), CancellationToken.None);
        _server.Break();

        Assert.IsType<SendResult.Accepted>(await _channel.SendAsync(Email(2), CancellationToken.None));
        Assert.Equal((2, 2), (_server.Taken.Count, _server.Sessions));
    }

    [Theory]
    [InlineData(421, "SMTP 421 4.3.2")]
    [InlineData(451, "SMTP 451 4.3.2")]
    [InlineData(452, "SMTP 452 4.3.2")]
    public async Task What_a_server_cannot_take_now_is_tried_again(int code, string reason)
    {
        _server.AnswerText = _ => new SmtpResponse((SmtpReplyCode)code, "4.3.2 come again, ana@example.com");
        var text = await _channel.SendAsync(Email(), CancellationToken.None);
        _server.AnswerRecipient = new SmtpResponse((SmtpReplyCode)code, "4.3.2 ana@example.com is busy");
        var recipient = await _channel.SendAsync(Email(), CancellationToken.None);
        _server.AnswerRecipient = null;
        _server.AnswerText = _ => SmtpResponse.Ok;

        Assert.Equal(new SendResult.Unavailable(reason, null), text);
        Assert.Equal(reason + " to the recipient", Assert.IsType<SendResult.Unavailable>(recipient).Reason);
        Assert.IsType<SendResult.Accepted>(await _channel.SendAsync(Email(), CancellationToken.None));
    }

    [Theory]
    [InlineData(550)]
    [InlineData(552)]
    [InlineData(554)]
    public async Task What_a_server_will_never_take_is_refused_without_naming_the_address(int code)
    {
        _server.AnswerText = _ => new SmtpResponse((SmtpReplyCode)code, "5.7.1 not for ana@example.com");
        var text = await _channel.SendAsync(Email(), CancellationToken.None);
        _server.AnswerRecipient = new SmtpResponse((SmtpReplyCode)code, "5.1.1 no ana@example.com here");
        var recipient = await _channel.SendAsync(Email(), CancellationToken.None);

        var number = code.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(new SendResult.Refused($"SMTP {number} 5.7.1"), text);
        Assert.StartsWith($"SMTP {number} 5.1.1", Assert.IsType<SendResult.Refused>(recipient).Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("ana", ((SendResult.Refused)recipient).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_text_sent_nothing()
    {
        _server.BreaksAtRecipient = true;

        Assert.IsType<SendResult.Unavailable>(await _channel.SendAsync(Email(), CancellationToken.None));
        Assert.Equal(0, _server.Texts);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_text_leaves_it_in_doubt()
    {
        _server.BreaksAfterText = true;

        Assert.IsType<SendResult.InDoubt>(await _channel.SendAsync(Email(), CancellationToken.None));
        Assert.Single(_server.Taken);
    }

    [Fact]
    public async Task Silence_after_the_text_leaves_it_in_doubt()
    {
        _server.Silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = _channel.SendAsync(Email(), CancellationToken.None).AsTask();
        await _server.TextCame.Task;

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("no answer in time", Assert.IsType<SendResult.InDoubt>(await sending).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_on_its_way_is_finished_where_the_program_stops()
    {
        using var stop = new CancellationTokenSource();
        _server.Silence = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var sending = _channel.SendAsync(Email(), stop.Token).AsTask();
        await _server.TextCame.Task;

        await stop.CancelAsync();
        _server.Silence.SetResult();

        Assert.IsType<SendResult.Accepted>(await sending);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again()
    {
        await _server.DisposeAsync();

        var result = Assert.IsType<SendResult.Unavailable>(await _channel.SendAsync(Email(), CancellationToken.None));
        Assert.Equal("127.0.0.1: the connection failed", result.Reason);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("ana@example.com\r\nBcc: all@example.com")]
    [InlineData("")]
    public async Task What_is_no_address_is_refused(string address)
    {
        Assert.IsType<SendResult.Refused>(await _channel.SendAsync(Email() with { Address = address }, CancellationToken.None));
        Assert.Empty(_server.Taken);
    }

    [Theory]
    [InlineData(SmtpSecurity.Starttls)]
    [InlineData(SmtpSecurity.Implicit)]
    public async Task Protected_connections_carry_messages_where_the_certificate_is_trusted(SmtpSecurity security)
    {
        using var certificate = Certificate();
        await using var server = new MailServer(certificate, security == SmtpSecurity.Implicit, asksForPassword: true);
        var settings = Settings(server, security) with { UserName = MailServer.UserName, Password = new Secret(MailServer.Password) };
        using var trusting = new EmailChannel(settings with { Authorities = [X509CertificateLoader.LoadCertificate(certificate.RawData)] }, Links, _time);
        using var other = Certificate();
        using var strict = new EmailChannel(settings with { Authorities = [other] }, Links, _time);
        using var ordinary = new EmailChannel(settings, Links, _time);

        Assert.IsType<SendResult.Accepted>(await trusting.SendAsync(Email(), CancellationToken.None));
        Assert.Contains("certificate", Assert.IsType<SendResult.Unavailable>(await strict.SendAsync(Email(), CancellationToken.None)).Reason, StringComparison.Ordinal);
        Assert.Contains("certificate", Assert.IsType<SendResult.Unavailable>(await ordinary.SendAsync(Email(), CancellationToken.None)).Reason, StringComparison.Ordinal);
        Assert.Single(server.Taken);
    }

    [Fact]
    public async Task A_server_that_does_not_offer_protection_gets_no_message()
    {
        using var channel = new EmailChannel(Settings(_server, SmtpSecurity.Starttls), Links, _time);

        Assert.IsType<SendResult.Unavailable>(await channel.SendAsync(Email(), CancellationToken.None));
        Assert.Equal(0, _server.Texts);
    }

    [Fact]
    public async Task A_wrong_password_sends_nothing_and_shows_in_no_reason()
    {
        await using var server = new MailServer(asksForPassword: true);
        using var channel = new EmailChannel(Settings(server) with { UserName = MailServer.UserName, Password = new Secret("a wrong one") }, Links, _time);

        var result = Assert.IsType<SendResult.Unavailable>(await channel.SendAsync(Email(), CancellationToken.None));

        Assert.Equal("127.0.0.1: it does not take the user name and password", result.Reason);
        Assert.Equal(0, server.Texts);
    }
}
