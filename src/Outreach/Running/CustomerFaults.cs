using PreDelinquency.Engine;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>Tells what is wrong with one customer, who keeps nobody else waiting, from what concerns everybody.</summary>
internal static class CustomerFaults
{
    /// <summary>So many customers at a time fail by themselves; where more do, it is the program that fails, and contacts wait until it is mended.</summary>
    public const int MostUnforeseen = 100;

    /// <summary>Whether something of one customer is damaged for good.</summary>
    public static bool IsDamage(Exception e) =>
        e is ServiceUnavailableException { IsPermanent: true, CustomerId: not null } or StoreException { IsPermanent: true, CustomerId: not null };

    /// <summary>Whether it is what nobody foresaw, and so neither the store's nor the engine's, nor an end.</summary>
    public static bool IsUnforeseen(Exception e) =>
        e is not (ServiceUnavailableException or StoreException or OperationCanceledException or ObjectDisposedException or OutOfMemoryException);
}
