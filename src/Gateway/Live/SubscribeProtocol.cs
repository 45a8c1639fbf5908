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
/// optional arguments nor overloads of hub methods, and does not tell a client how many are expected.
/// </summary>
internal sealed class SubscribeProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol _json = new(options);

    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(message, output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var begin = input;
        if (!_json.TryParseMessage(ref input, binder, out message))
            return false;
        if (message is InvocationBindingFailureMessage failure && failure.Target.Equals(nameof(RiskHub.Subscribe), StringComparison.OrdinalIgnoreCase))
            message = (HubMessage?)WithoutArguments(begin, binder) ?? Explained(failure);
        return true;
    }

    private InvocationMessage? WithoutArguments(ReadOnlySequence<byte> input, IInvocationBinder binder) =>
        _json.TryParseMessage(ref input, new NoParameters(binder), out var message) && message is InvocationMessage call
            ? new InvocationMessage(call.InvocationId, call.Target, [default(JsonElement)]) { Headers = call.Headers }
            : null;

    private static InvocationBindingFailureMessage Explained(InvocationBindingFailureMessage failure) =>
        new(failure.InvocationId, failure.Target, ExceptionDispatchInfo.Capture(new HubException(SubscriptionReader.ArgumentRule)));

    /// <summary>Expects no arguments, whatever is called.</summary>
    private sealed class NoParameters(IInvocationBinder binder) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [];

        public Type GetReturnType(string invocationId) => binder.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => binder.GetStreamItemType(streamId);
    }
}
