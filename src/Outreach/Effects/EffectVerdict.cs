namespace PreDelinquency.Outreach.Effects;

/// <summary>What can be said of an effect.</summary>
public enum EffectVerdict : byte
{
    /// <summary>One of both groups is empty: there is nothing to compare.</summary>
    NotComparable,

    /// <summary>Chance may explain it.</summary>
    Unclear,

    /// <summary>Better than nothing by more than chance, however often and at however many groups one looks.</summary>
    Helps,

    /// <summary>Worse than nothing by more than chance, likewise.</summary>
    Harms,
}
