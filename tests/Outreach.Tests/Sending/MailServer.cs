using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Net;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace PreDelinquency.Outreach.Tests.Sending;

/// <summary>A real mail server on a free port of this machine, as good or as bad as a test wants it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string UserName = "care";
    public const string Password = "an open sesame";

    private readonly SmtpServer.SmtpServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<ISessionContext> _sessions = [];
    private readonly Task _serving;

    /// <param name="certificate">Offers STARTTLS, or speaks TLS at once; null for neither.</param>
    /// <param name="isImplicit">Whether it speaks TLS at once.</param>
    /// <param name="asksForPassword">Whether only <see cref="UserName"/> may send.</param>
    public MailServer(X509Certificate2? certificate = null, bool isImplicit = false, bool asksForPassword = false)
    {
        var listening = new EndpointListenerFactory();
        listening.EndpointStarted += (_, e) => Port = ((IPEndPoint)e.LocalEndPoint).Port;
        var services = new ServiceProvider();
        services.Add((IEndpointListenerFactory)listening);
        services.Add((IMessageStore)new Store(this));
        services.Add((IMailboxFilter)new Filter(this));
        if (asksForPassword)
            services.Add((IUserAuthenticator)new DelegatingUserAuthenticator((user, password) => user == UserName && password == Password));
        var options = new SmtpServerOptionsBuilder().ServerName("mail.test").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, 0)).IsSecure(isImplicit).AuthenticationRequired(asksForPassword).AllowUnsecureAuthentication();
            if (certificate is not null)
                endpoint.Certificate(certificate);
        }).Build();
        _server = new SmtpServer.SmtpServer(options, services);
        _server.SessionCreated += (_, e) => _sessions.Add(e.Context);
        _serving = _server.StartAsync(_stop.Token);
    }

    public int Port { get; private set; }

    public int Sessions => _sessions.Count;

    /// <summary>What it took, and said so or meant to.</summary>
    public ConcurrentQueue<MimeMessage> Taken { get; } = new();

    /// <summary>Texts that came, taken or not.</summary>
    public int Texts { get; private set; }

    /// <summary>The answer to a text; only 250 takes it.</summary>
    public Func<MimeMessage, SmtpResponse> AnswerText { get; set; } = static _ => SmtpResponse.Ok;

    /// <summary>The answer to a recipient; null accepts.</summary>
    public SmtpResponse? AnswerRecipient { get; set; }

    public bool BreaksAtRecipient { get; set; }

    public bool BreaksAfterText { get; set; }

    /// <summary>Where set, it keeps silent after a text until this is done.</summary>
    public TaskCompletionSource? Silence { get; set; }

    /// <summary>Done when a text has come.</summary>
    public TaskCompletionSource TextCame { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends all connections without a word.</summary>
    public void Break()
    {
        foreach (var session in _sessions)
            session.Pipe?.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        Silence?.TrySetResult();
        Break();
        await _stop.CancelAsync();
        try
        {
            await _serving;
        }
        catch (OperationCanceledException)
        {
            // As it was asked to.
        }

        _stop.Dispose();
    }

    private sealed class Store(MailServer server) : IMessageStore
    {
        public async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            var mail = await MimeMessage.LoadAsync(bytes, cancellationToken);
            server.Texts++;
            server.TextCame.TrySetResult();
            if (server.Silence is { } silence)
                await silence.Task;
            var answer = server.AnswerText(mail);
            if (answer.ReplyCode == SmtpReplyCode.Ok)
                server.Taken.Enqueue(mail);
            if (server.BreaksAfterText)
                context.Pipe.Dispose();
            return answer;
        }
    }

    private sealed class Filter(MailServer server) : IMailboxFilter
    {
        public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken)
        {
            if (server.BreaksAtRecipient)
                context.Pipe.Dispose();
            return server.AnswerRecipient is { } refusal ? throw new SmtpResponseException(refusal) : Task.FromResult(true);
        }
    }
}
