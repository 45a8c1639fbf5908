namespace PreDelinquency.Engine;

/// <summary>Where an intervention stands. The order is part of the stored format: append only.</summary>
public enum InterventionStatus : byte
{
    /// <summary>To be acted upon.</summary>
    Proposed,

    /// <summary>Its moment lay too far back when it was found, as when old history is loaded: kept, never published.</summary>
    Lapsed,
}
