using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PreDelinquency.Outreach.Tests.Sending;

/// <summary>A real web server on a free port of this machine that takes what a provider would.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var request = new ReceivedRequest(
                context.Request.Method, context.Request.ContentType, context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers["PreDelinquency-Signature"].ToString(), body.ToArray());
            Requests.Enqueue(request);
            await Answer(request, context);
        });
    }

    public Uri Url => new($"{_app.Urls.Single()}/messages");

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public Func<ReceivedRequest, HttpContext, Task> Answer { get; set; } = static (_, context) => context.Response.WriteAsync("""{"reference":"sms-77"}""");

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Answers with a status and nothing else.</summary>
    public void AnswerWith(int status, string? retryAfter = null) => Answer = (_, context) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
