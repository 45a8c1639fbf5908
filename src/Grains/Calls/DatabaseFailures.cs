using System.Data.Common;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Grains.Calls;

/// <summary>
/// What Orleans' own providers (reminders, subscriptions) say of a database that does not work, in the words that callers know: the
/// database library's exceptions have no form on the wire, and nobody makes a call again that ends with one.
/// </summary>
internal sealed class DatabaseFailures : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (DbException e)
        {
            throw new StoreException(e.Message, e);
        }
    }
}
