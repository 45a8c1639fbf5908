using Microsoft.AspNetCore.SignalR;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Problems;

namespace PreDelinquency.Gateway.Live;

/// <summary>
/// Tells the client why a call did not succeed, as a request over HTTP would be told, and logs it in place of the framework: what
/// a client did wrong is no failure of the gateway.
/// </summary>
internal sealed class HubCallFilter(ILogger<HubCallFilter> logger) : IHubFilter
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
        catch (HubException e)
        {
            // The client is told why; what it sent does not belong in a log.
            logger.HubCallRefused(connectionId, method);
            throw HubRefusal.Of(e.Message);
        }
        catch (ServiceUnavailableException e)
        {
            logger.HubCallFailed(connectionId, method, e);
            throw HubRefusal.Of(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.HubCallFailed(connectionId, method, e);
            throw HubRefusal.Of(RequestProblems.FailedInside);
        }
    }
}
