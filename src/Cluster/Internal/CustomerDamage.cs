namespace PreDelinquency.Cluster.Internal;

/// <summary>Whatever one customer's stored state or log makes the domain throw is that customer's damage, and no fault of the program.</summary>
internal static class CustomerDamage
{
    /// <summary>Lets a customer live or answer. Nothing of it may wait or ask the store.</summary>
    /// <exception cref="InvalidDataException">The customer threw.</exception>
    public static T Told<T>(Func<T> live)
    {
        try
        {
            return live();
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    /// <summary>Whether something else was thrown, which may be the program's fault as well as the data's.</summary>
    public static bool IsThrown(InvalidDataException e) => e.InnerException is not null;

    /// <inheritdoc cref="Told{T}"/>
    public static void Told(Action live) => Told(() =>
    {
        live();
        return true;
    });
}
