namespace PreDelinquency.Grains.Calls;

/// <summary>When the cluster last lost a silo, killed or gone in order, or this process its connection to one, as far as it heard. Any thread.</summary>
internal sealed class SiloLosses(TimeProvider time)
{
    private const long Never = long.MinValue;
    private long _latest = Never;

    /// <summary>A silo, or the way to it, is gone.</summary>
    public void Note() => Volatile.Write(ref _latest, time.GetTimestamp());

    /// <summary>Whether one went within so long.</summary>
    public bool AnyWithin(TimeSpan age) => Volatile.Read(ref _latest) is not Never and var latest && time.GetElapsedTime(latest) <= age;
}
