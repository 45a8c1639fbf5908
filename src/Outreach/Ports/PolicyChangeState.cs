namespace PreDelinquency.Outreach.Ports;

/// <summary>Where a proposed change of policy stands.</summary>
public enum PolicyChangeState : byte
{
    /// <summary>A second person has yet to confirm it.</summary>
    Proposed,

    /// <summary>In force, until another one is.</summary>
    Confirmed,

    Rejected,
}
