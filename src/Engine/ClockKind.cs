namespace PreDelinquency.Engine;

/// <summary>What the engine takes for the present.</summary>
public enum ClockKind
{
    /// <summary>The real time.</summary>
    Wall,

    /// <summary>The latest timestamp seen in the stream.</summary>
    Event,
}
