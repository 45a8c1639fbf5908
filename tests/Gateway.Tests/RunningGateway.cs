using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Outreach.People;
using PreDelinquency.Registry;

namespace PreDelinquency.Gateway.Tests;

/// <summary>A gateway that really listens, on a free port of this machine.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _registry;

    private RunningGateway(WebApplication app, MemoryStore history, TemporaryFolder registry)
    {
        (_app, History, _registry) = (app, history, registry);
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>What the live model is judged by, and all customers are read from.</summary>
    public MemoryStore History { get; }

    public static GatewayOptions Options { get; } = new() { Urls = ["http://127.0.0.1:0"], DataFolder = "unused", RegistryFolder = "unused", LogLevel = LogLevel.None };

    public static Task<RunningGateway> StartAsync(IRiskService service, Action<IServiceCollection>? configure = null) => StartAsync(service, Options, configure);

    public static async Task<RunningGateway> StartAsync(IRiskService service, GatewayOptions options, Action<IServiceCollection>? configure = null)
    {
        var registry = new TemporaryFolder();
        var history = new MemoryStore(keepsLog: true);
        var app = GatewayApplication.Build(options, ServedPeople.Open(options.PeopleFile), service, new FolderRegistry(registry.Path, TimeProvider.System), history, configure);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningGateway(app, history, registry);
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task StopAsync() => _app.StopAsync();

    public async Task<(int Status, JsonElement Body)> GetAsync(string path) => await ReadAsync(await Http.GetAsync(path));

    public async Task<(int Status, JsonElement Body)> PostAsync(string path, string body, string? mediaType = "application/json") =>
        await PostAsync(path, Encoding.UTF8.GetBytes(body), mediaType);

    public Task<(int Status, JsonElement Body)> PostAsync(string path, byte[] body, string? mediaType) => SendAsync(HttpMethod.Post, path, body, mediaType);

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, byte[] body, string? mediaType)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        if (mediaType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return await ReadAsync(await Http.SendAsync(request));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _registry.Dispose();
    }

    public static async Task<(int Status, JsonElement Body)> ReadAsync(HttpResponseMessage response)
    {
        using var answer = response;
        var text = await answer.Content.ReadAsStringAsync();
        var status = (int)answer.StatusCode;
        if (status >= 400 && status != 503)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (status, JsonDocument.Parse(text).RootElement);
    }
}
