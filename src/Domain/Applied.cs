namespace PreDelinquency.Domain;

/// <summary>What became of a transaction.</summary>
public enum Applied : byte
{
    /// <summary>It counts.</summary>
    Accepted,

    /// <summary>It was known already; nothing changed.</summary>
    Duplicate,

    /// <summary>More than seven days older than the customer's latest; nothing changed.</summary>
    TooLate,
}
