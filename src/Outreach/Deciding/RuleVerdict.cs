namespace PreDelinquency.Outreach.Deciding;

/// <summary>What follows from the answer to a rule.</summary>
public enum RuleVerdict : byte
{
    Pass,

    /// <summary>Not by this channel; the next is asked.</summary>
    SkipChannel,

    Block,
    HoldOut,
    Withdraw,
    Expire,
    AwaitApproval,
    Wait,
}
