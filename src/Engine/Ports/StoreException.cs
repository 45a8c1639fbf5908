namespace PreDelinquency.Engine.Ports;

/// <summary>A store cannot be opened or does not work; the message names the store and the reason.</summary>
public sealed class StoreException : Exception
{
    public StoreException()
        : this("The store does not work.")
    {
    }

    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether it stays that way: to repeat what failed is of no use.</summary>
    public bool IsPermanent { get; init; }

    /// <summary>The one customer of whom something stored is damaged, while that of all others is not; null where it is more than one.</summary>
    public string? CustomerId { get; init; }
}
