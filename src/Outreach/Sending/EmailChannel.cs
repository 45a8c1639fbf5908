using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Hands emails to a mail server by SMTP (RFC 5321). The protocol knows no idempotency: once the server has asked for the text, a
/// connection that breaks before its answer leaves open whether the message goes out, and it is in doubt. Before that, nothing went out.
/// </summary>
public sealed class EmailChannel : IContactChannel, IDisposable
{
    /// <summary>How many connections are kept open while nobody uses them.</summary>
    private const int MostIdle = 4;

    private readonly EmailSettings _settings;
    private readonly TimeProvider _time;
    private readonly EmailComposer _composer;
    private readonly ConcurrentStack<SmtpClient> _idle = [];

    public EmailChannel(EmailSettings settings, UnsubscribeLinks links, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        (_settings, _time, _composer) = (settings, time, new EmailComposer(settings, links));
    }

    public ContactChannel Kind => ContactChannel.Email;

    public string Description => $"email by {_settings.Host}:{_settings.Port}";

    /// <summary>A message that is being handed over is finished, within its time, where the program is asked to stop.</summary>
    public async ValueTask<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_composer.Compose(message, _time.GetUtcNow()) is not { } email)
            return new SendResult.Refused("the address is no email address");
        using var limit = new CancellationTokenSource(_settings.Timeout, _time);
        SmtpClient? client = null;
        try
        {
            using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken))
                client = await ConnectAsync(waiting.Token);
            return await HandOverAsync(client, email, limit.Token);
        }
        catch (Exception e) when (client is null && IsOfNetwork(e))
        {
            // Whatever it is that the server does not like, it is not this message.
            return new SendResult.Unavailable($"{_settings.Host}: {SmtpFailure.Connecting(e)}", null);
        }
        finally
        {
            PutBack(client);
        }
    }

    public void Dispose()
    {
        while (_idle.TryPop(out var client))
            client.Dispose();
    }

    private static async ValueTask<SendResult> HandOverAsync(SmtpClient client, MimeMessage email, CancellationToken limit)
    {
        // The text goes by DATA alone, so that there is one moment from which on the server may have all of it.
        client.Capabilities &= ~(SmtpCapabilities.Chunking | SmtpCapabilities.BinaryMime);
        var text = new TextProgress();
        try
        {
            await client.SendAsync(email, limit, text);
            return new SendResult.Accepted(email.MessageId!);
        }
        catch (SmtpCommandException e)
        {
            return SmtpFailure.Answered(e);
        }
        catch (NotSupportedException)
        {
            // An address in other letters than ASCII, and a server without SMTPUTF8 (RFC 6531).
            return new SendResult.Refused("the server does not take addresses like this one");
        }
        catch (Exception e) when (IsOfNetwork(e))
        {
            var reason = SmtpFailure.Connecting(e);
            return text.HasBegun ? new SendResult.InDoubt($"{reason} after the text was sent") : new SendResult.Unavailable(reason, null);
        }
    }

    private async ValueTask<SmtpClient> ConnectAsync(CancellationToken cancellationToken)
    {
        while (_idle.TryPop(out var idle))
        {
            if (await IsAliveAsync(idle, cancellationToken))
                return idle;
            idle.Dispose();
        }

        var client = new SmtpClient();
        try
        {
            SmtpTrust.Apply(client, _settings);
            await client.ConnectAsync(_settings.Host, _settings.Port, SmtpTrust.OptionOf(_settings.Security), cancellationToken);
            if (_settings is { UserName: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password.Reveal(), cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async ValueTask<bool> IsAliveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.NoOpAsync(cancellationToken);
            return client.IsConnected;
        }
        catch (Exception e) when (IsOfNetwork(e) && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void PutBack(SmtpClient? client)
    {
        if (client is { IsConnected: true } && _idle.Count < MostIdle)
            _idle.Push(client);
        else
            client?.Dispose();
    }

    private static bool IsOfNetwork(Exception e) =>
        e is IOException or SocketException or TimeoutException or OperationCanceledException or ProtocolException or CommandException
            or AuthenticationException or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException;

    /// <summary>Hears of the text only once the server has asked for it.</summary>
    private sealed class TextProgress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
