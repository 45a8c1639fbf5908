using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// What is wrong with a call, in the words that a request over HTTP would get. The framework puts a sentence of its own and the
/// name of the exception before them; a mark shows where ours begin, and only they leave the gateway.
/// </summary>
internal static class HubRefusal
{
    // No text for people holds it.
    private const char Mark = '\u001f';

    /// <summary>An error whose text reaches the client as it is.</summary>
    public static HubException Of(string text) => new(Mark + text);

    /// <summary>The message as the client gets it.</summary>
    public static HubMessage Plain(HubMessage message) =>
        message is CompletionMessage { Error: { } error, InvocationId: { } id } completion && error.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at
            ? new CompletionMessage(id, error[(at + 1)..], result: null, hasResult: false) { Headers = completion.Headers }
            : message;
}
