namespace PreDelinquency.Outreach.Deciding;

/// <summary>Why rules were asked.</summary>
public enum DecisionTrigger : byte
{
    Proposed,

    /// <summary>A contact that waited is due.</summary>
    Due,

    Approved,

    /// <summary>Just before a channel is handed the message.</summary>
    Attempt,

    /// <summary>What was sent did not arrive, or a channel refused it.</summary>
    Undelivered,

    /// <summary>A person sends again what failed.</summary>
    Resent,
}
