using Microsoft.AspNetCore.SignalR;

namespace PreDelinquency.Gateway.Live;

/// <summary>Logs calls that do not succeed, in place of the framework: what a client did wrong is no failure of the gateway.</summary>
internal sealed class HubCallLog(ILogger<HubCallLog> logger) : IHubFilter
{
    /// <summary>The framework's log, which takes each refusal for a failure.</summary>
    public const string FrameworkCategory = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var (connectionId, method) = (invocationContext.Context.ConnectionId, invocationContext.HubMethodName);
        try
        {
            return await next(invocationContext);
        }
        catch (HubException)
        {
            // The client is told why; what it sent does not belong in a log.
            logger.HubCallRefused(connectionId, method);
            throw;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.HubCallFailed(connectionId, method, e);
            throw;
        }
    }
}
