using PreDelinquency.Domain;

namespace PreDelinquency.Synthetic;

/// <summary>
/// The days at whose end a customer is looked at: evenly spaced, on a grid that a hash of the id shifts, so that over the
/// customers all days of the week and the month occur.
/// </summary>
/// <param name="SpacingDays">Days from one to the next, 1 to 60.</param>
public readonly record struct CutOffDays(int SpacingDays)
{
    /// <summary>The first such day of a customer that is not before the given one.</summary>
    public int FirstFrom(string customerId, int day)
    {
        var phase = (int)(StableHash.Of(customerId) % (uint)SpacingDays);
        return day + ((((phase - day) % SpacingDays) + SpacingDays) % SpacingDays);
    }

    /// <summary>Whether a day is one of a customer's.</summary>
    public bool Contains(string customerId, int day) => FirstFrom(customerId, day) == day;
}
