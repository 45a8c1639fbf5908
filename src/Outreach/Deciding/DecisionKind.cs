namespace PreDelinquency.Outreach.Deciding;

/// <summary>What is done about a proposal.</summary>
public enum DecisionKind : byte
{
    Send,
    AwaitApproval,
    Wait,
    Block,
    HoldOut,
    Expire,
    Withdraw,
}
