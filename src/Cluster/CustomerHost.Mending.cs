using Microsoft.Extensions.Logging;

namespace PreDelinquency.Cluster;

/// <content>A state that can be read and not lived with is damaged too: the customer is made anew from the log, and the call made once more.</content>
public sealed partial class CustomerHost
{
    /// <summary>What the customer threw in the call that is made once more; null in any other.</summary>
    private InvalidDataException? _damage;

    /// <summary>The stored version at which the customer failed also as its log has it, so that its log is not read for every call; null where there is none.</summary>
    private long? _beyondMending;

    /// <exception cref="InvalidDataException">
    /// The customer fails as its log has it too. The reason may lie in the call, or in the program: so nothing says that the customer is damaged.
    /// </exception>
    private async ValueTask<T> MendAsync<T>(Func<ValueTask<T>> call)
    {
        try
        {
            return await call();
        }
        catch (InvalidDataException e)
        {
            (_customer, _buffer) = (null, null);
            if (_beyondMending == _version)
                throw;
            _damage = e;
        }

        try
        {
            return await call();
        }
        catch (InvalidDataException e)
        {
            (_customer, _buffer, _beyondMending) = (null, null, _version);
            LogFails(_services.Logger, e, CustomerId);
            throw;
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

    [LoggerMessage(3007, LogLevel.Error, "Customer {CustomerId} fails, also as its log has it; the call fails, and is not tried on the log again before the customer changes.")]
    private static partial void LogFails(ILogger logger, Exception cause, string customerId);
}
