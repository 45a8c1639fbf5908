namespace PreDelinquency.Engine.Hosting;

/// <summary>
/// How far a stream has come by the word of several customers, so that one that runs ahead cannot take the present along.
/// Written by one thread at a time, read by any.
/// </summary>
public sealed class StreamFront
{
    /// <summary>Customers that must have reached a moment for it to count.</summary>
    public const int Witnesses = 3;

    private readonly (string? CustomerId, long Ms)[] _furthest = new (string?, long)[Witnesses];
    private long _reachedMs;

    /// <summary>The latest moment that so many customers have reached, in Unix milliseconds; 0 while there are fewer.</summary>
    public long ReachedMs => Volatile.Read(ref _reachedMs);

    /// <summary>A customer has come to a moment.</summary>
    public void Note(string customerId, long ms)
    {
        if (ms <= _reachedMs)
            return;
        var place = Array.FindIndex(_furthest, f => f.CustomerId == customerId);
        if (place < 0)
            place = Array.FindIndex(_furthest, f => f.Ms == _reachedMs);
        _furthest[place] = (customerId, Math.Max(_furthest[place].Ms, ms));
        Volatile.Write(ref _reachedMs, _furthest.Min(f => f.Ms));
    }
}
