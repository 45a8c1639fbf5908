namespace PreDelinquency.Domain.Behaviour;

/// <summary>When a kind of bill was last paid, and how long its payments usually lie apart.</summary>
/// <param name="LastDay">The latest day on which one was paid, a day number; 0 where there was none.</param>
/// <param name="LongestGap">The longest of the last four gaps between days with a payment, in days; NaN where fewer are known.</param>
public readonly record struct BillRhythm(int LastDay, double LongestGap);
