namespace PreDelinquency.Outreach.Deciding;

/// <summary>Why a message that was taken did not arrive.</summary>
public enum UndeliveredReason : byte
{
    /// <summary>The address is nobody's, or cannot get such messages: for good.</summary>
    BadAddress,

    /// <summary>The device was off or full for too long.</summary>
    Unreachable,

    /// <summary>A filter of the network or of the mailbox took it for spam.</summary>
    Filtered,

    /// <summary>The provider could not send it, or does not say why.</summary>
    Other,
}
