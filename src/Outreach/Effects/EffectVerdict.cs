namespace PreDelinquency.Outreach.Effects;

/// <summary>What can be said of an effect.</summary>
public enum EffectVerdict : byte
{
    /// <summary>One of both groups is empty: there is nothing to compare.</summary>
    NotComparable,

    /// <summary>The interval holds 0.</summary>
    Unclear,

    /// <summary>The interval lies above 0.</summary>
    Helps,

    /// <summary>Worse than nothing by more than chance, however often and at however many groups one looks.</summary>
    Harms,
}
