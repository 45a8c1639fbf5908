namespace PreDelinquency.Gateway.Documents;

/// <summary>Numbers as JSON can hold them.</summary>
internal static class Numbers
{
    /// <summary>JSON has no NaN: what is not known is null.</summary>
    public static double? OrNull(this double value) => double.IsFinite(value) ? value : null;
}
