using System.Collections.Concurrent;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Sending;

/// <summary>
/// Hands emails to a mail server by SMTP (RFC 5321) over connections that are kept open. The protocol knows no idempotency: once the server
/// has asked for the text, a connection that breaks before its answer leaves open whether the message goes out, and it is in doubt. Before
/// that, nothing went out. Safe for use by several threads.
/// </summary>
internal sealed class SmtpSender(EmailSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>How many connections are kept open while nobody uses them.</summary>
    private const int MostIdle = 4;

    private readonly ConcurrentStack<SmtpClient> _idle = [];

    /// <summary>A message that is being handed over is finished, within its time, where the program is asked to stop.</summary>
    public async ValueTask<SendResult> SendAsync(MimeMessage email, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.Timeout, time);
        SmtpClient? client = null;
        try
        {
            using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken))
                client = await ConnectAsync(waiting.Token);
            return await HandOverAsync(client, email, limit.Token);
        }
        catch (Exception e) when (client is null && SmtpFailure.IsExpected(e))
        {
            // Whatever it is that the server does not like, it is not this message.
            return new SendResult.Unavailable($"{settings.Host}: {SmtpFailure.Connecting(e)}", null);
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
        catch (Exception e) when (SmtpFailure.IsExpected(e))
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
            SmtpTrust.Apply(client, settings);
            await client.ConnectAsync(settings.Host, settings.Port, SmtpTrust.OptionOf(settings.Security), cancellationToken);
            if (settings is { UserName: { } user, Password: { } password })
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
        catch (Exception e) when (SmtpFailure.IsExpected(e) && !cancellationToken.IsCancellationRequested)
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

    /// <summary>Hears of the text only once the server has asked for it.</summary>
    private sealed class TextProgress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
