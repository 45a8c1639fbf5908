using Microsoft.Extensions.Logging;
using PreDelinquency.Engine;

namespace PreDelinquency.Cluster;

/// <content>A state that can be read and not lived with is damaged too: the customer is made anew from the log, and the call made once more.</content>
public sealed partial class CustomerHost
{
    /// <summary>What the customer threw in the call that is made once more; null in any other.</summary>
    private InvalidDataException? _damage;

    /// <exception cref="ServiceUnavailableException">The customer fails as its log has it too, for a reason that may lie in the call itself.</exception>
    private async ValueTask<T> MendAsync<T>(Func<ValueTask<T>> call)
    {
        try
        {
            return await call();
        }
        catch (InvalidDataException e)
        {
            (_damage, _customer, _buffer) = (e, null, null);
        }

        try
        {
            return await call();
        }
        catch (InvalidDataException e)
        {
            (_customer, _buffer) = (null, null);
            LogFails(_services.Logger, e, CustomerId);
            throw new ServiceUnavailableException($"Customer {CustomerId} fails, also as its log has it: {e.Message}", e) { IsPermanent = true, CustomerId = CustomerId };
        }
        finally
        {
            _damage = null;
        }
    }

    private async ValueTask MendAsync(Func<ValueTask> call) => await MendAsync(async () =>
    {
        await call();
        return true;
    });

    [LoggerMessage(3007, LogLevel.Error, "Customer {CustomerId} fails, also as its log has it; the call is refused.")]
    private static partial void LogFails(ILogger logger, Exception cause, string customerId);
}
