using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using PreDelinquency.Gateway.Dashboard;
using PreDelinquency.Gateway.Tests.Doubles;

namespace PreDelinquency.Gateway.Tests.Http;

/// <summary>The files of the dashboard as they are served, of whatever the build embedded.</summary>
public sealed partial class DashboardTests : IAsyncLifetime
{
    private static readonly bool IsBuilt = new DashboardFiles(typeof(DashboardFiles).Assembly).Index is not null;

    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await RunningGateway.StartAsync(new MemoryService());

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task A_build_without_it_says_what_to_install()
    {
        Assert.SkipWhen(IsBuilt, "It was built here.");

        using var response = await _gateway.Http.GetAsync("/dashboard", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("apt-get install nodejs npm", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/")]
    [InlineData("/dashboard/customers/c.1")]
    [InlineData("/dashboard/model?tab=drift")]
    public async Task Every_address_of_a_page_leads_to_the_page(string address)
    {
        Assert.SkipUnless(IsBuilt, "It was not built here.");
        using var response = await _gateway.Http.GetAsync(address, Token);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.True(response.Headers.CacheControl!.NoCache);
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("<div id=\"app\">", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_gone_is_not_found()
    {
        Assert.SkipUnless(IsBuilt, "It was not built here.");
        using var response = await _gateway.Http.GetAsync("/dashboard/assets/index-gone.js", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task A_script_comes_compressed_as_the_client_takes_it_and_never_changes(string accepts, string? coding)
    {
        Assert.SkipUnless(IsBuilt, "It was not built here.");
        var script = await ScriptAsync();
        var plain = await (await SendAsync(script, "")).Content.ReadAsByteArrayAsync(Token);

        using var response = await SendAsync(script, accepts);

        Assert.Equal(coding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", Assert.Single(response.Headers.Vary));
        Assert.Equal((TimeSpan.FromDays(365), true), (response.Headers.CacheControl!.MaxAge, response.Headers.CacheControl.Public));
        Assert.Equal(plain, Decoded(await response.Content.ReadAsByteArrayAsync(Token), coding));
    }

    [Fact]
    public async Task What_the_client_has_is_not_sent_again()
    {
        Assert.SkipUnless(IsBuilt, "It was not built here.");
        using var first = await SendAsync("/dashboard/", "br");
        using var other = await SendAsync("/dashboard/", "gzip");

        using var again = await SendAsync("/dashboard/", "br", first.Headers.ETag);

        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
        Assert.Equal((HttpStatusCode.NotModified, 0), (again.StatusCode, (await again.Content.ReadAsByteArrayAsync(Token)).Length));
        using var changed = await SendAsync("/dashboard/", "gzip", first.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [GeneratedRegex("/dashboard/assets/index-[^\"]+\\.js", RegexOptions.None, 1000)]
    private static partial Regex Script { get; }

    private async Task<string> ScriptAsync() => Script.Match(await _gateway.Http.GetStringAsync("/dashboard/", Token)).Value;

    private async Task<HttpResponseMessage> SendAsync(string path, string accepts, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepts.Length > 0)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return await _gateway.Http.SendAsync(request, Token);
    }

    private static byte[] Decoded(byte[] content, string? coding)
    {
        using var source = new MemoryStream(content);
        using Stream decoded = coding switch { "br" => new BrotliStream(source, CompressionMode.Decompress), "gzip" => new GZipStream(source, CompressionMode.Decompress), _ => source };
        using var all = new MemoryStream();
        decoded.CopyTo(all);
        return all.ToArray();
    }
}
