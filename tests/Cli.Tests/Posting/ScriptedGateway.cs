using System.Net;
using System.Text;

namespace PreDelinquency.Cli.Tests.Posting;

/// <summary>Answers requests from a list of answers and keeps what was sent.</summary>
public sealed class ScriptedGateway(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<string> Bodies { get; } = [];

    public static HttpResponseMessage Accepted(int accepted, int duplicates = 0, string rejected = "") => new(HttpStatusCode.OK)
    {
        Content = new StringContent($$"""{"accepted":{{accepted}},"duplicates":{{duplicates}},"rejected":[{{rejected}}]}""", Encoding.UTF8, "application/json"),
    };

    public static HttpResponseMessage Busy()
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", "0");
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("http://gateway/base/transactions", request.RequestUri!.AbsoluteUri);
        Assert.Equal("application/x-ndjson", request.Content!.Headers.ContentType!.MediaType);
        Bodies.Add(await request.Content.ReadAsStringAsync(cancellationToken));
        return answers[Bodies.Count - 1]();
    }
}
