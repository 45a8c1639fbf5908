using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// SignalR's JSON protocol, in which <c>Subscribe</c> may be called without its argument. The framework knows neither
/// optional arguments nor overloads of hub methods, and does not tell a client how many are expected. An error leaves it without
/// the framework's words before ours.
/// </summary>
internal sealed class HubJsonProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol _json = new(options);

    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(HubRefusal.Plain(message));

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(HubRefusal.Plain(message), output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var begin = input;
        if (!_json.TryParseMessage(ref input, binder, out message))
            return false;
        if (message is InvocationBindingFailureMessage failure)
        {
            message = failure.Target.ToUpperInvariant() switch
            {
                "SUBSCRIBE" => (HubMessage?)WithoutArguments(begin, binder) ?? Explained(failure, SubscriptionReader.ArgumentRule),
                "WATCH" => Explained(failure, SubscriptionReader.WatchRule),
                _ => Explained(failure, $"{failure.Target} is not a method of this hub; it has {nameof(RiskHub.Subscribe)} and {nameof(RiskHub.Watch)}."),
            };
        }

        return true;
    }

    private InvocationMessage? WithoutArguments(ReadOnlySequence<byte> input, IInvocationBinder binder) =>
        _json.TryParseMessage(ref input, new NoParameters(binder), out var message) && message is InvocationMessage call
            ? new InvocationMessage(call.InvocationId, call.Target, [default(JsonElement)]) { Headers = call.Headers }
            : null;

    private static InvocationBindingFailureMessage Explained(InvocationBindingFailureMessage failure, string text) =>
        new(failure.InvocationId, failure.Target, ExceptionDispatchInfo.Capture(HubRefusal.Of(text)));

    /// <summary>Expects no arguments, whatever is called.</summary>
    private sealed class NoParameters(IInvocationBinder binder) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [];

        public Type GetReturnType(string invocationId) => binder.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => binder.GetStreamItemType(streamId);
    }
}
