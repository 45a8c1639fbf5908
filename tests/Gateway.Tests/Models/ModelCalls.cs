using System.Net;
using System.Text;
using System.Text.Json;

namespace PreDelinquency.Gateway.Tests.Models;

/// <summary>Requests whose answers must be as expected.</summary>
internal static class ModelCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <returns>The detail of the problem that is answered.</returns>
    public static async Task<string> RefusedAsync(HttpClient http, HttpMethod method, string path, HttpStatusCode status, string? body = null)
    {
        using var request = Request(method, path, body);
        using var response = await http.SendAsync(request, Token);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        return problem.RootElement.GetProperty("detail").GetString()!;
    }

    public static async Task<JsonElement> SendAsync(HttpClient http, HttpMethod method, string path, string? body = null)
    {
        using var request = Request(method, path, body);
        using var response = await http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? body) =>
        new(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
}
