namespace PreDelinquency.Engine;

/// <summary>A place in a customer's past: by moment, and among what happened at one moment by the order in which it was recorded.</summary>
/// <param name="At">The moment.</param>
/// <param name="Position">Number in the order of recording, from 1; 0 comes before everything of that moment.</param>
public readonly record struct HistoryCursor(DateTimeOffset At, long Position) : IComparable<HistoryCursor>
{
    public static bool operator <(HistoryCursor left, HistoryCursor right) => left.CompareTo(right) < 0;

    public static bool operator >(HistoryCursor left, HistoryCursor right) => left.CompareTo(right) > 0;

    public static bool operator <=(HistoryCursor left, HistoryCursor right) => left.CompareTo(right) <= 0;

    public static bool operator >=(HistoryCursor left, HistoryCursor right) => left.CompareTo(right) >= 0;

    public int CompareTo(HistoryCursor other)
    {
        var byMoment = At.CompareTo(other.At);
        return byMoment != 0 ? byMoment : Position.CompareTo(other.Position);
    }
}
