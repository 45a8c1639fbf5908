namespace PreDelinquency.Outreach.Deciding;

/// <summary>What is asked before a customer is contacted, in this order; and what else ends a contact.</summary>
public enum ContactRule : byte
{
    /// <summary>No suppression that the policy lets block. Value: those in force; limit: those that block.</summary>
    Suppression,

    /// <summary>No objection is open. Value: the latest open one, or none.</summary>
    Objection,

    /// <summary>Not held out. Value: the customer's draw; limit: share of the level.</summary>
    Holdout,

    /// <summary>The customer's habits are known.</summary>
    Maturity,

    /// <summary>The episode is open. Value: the open one, or none; limit: that of the proposal.</summary>
    OpenEpisode,

    /// <summary>The level is still raised.</summary>
    Level,

    /// <summary>Not too late. Value: the moment; limit: the moment from which on it is.</summary>
    Expiry,

    /// <summary>The episode has no other contact of this level or above. Value: the highest, or none.</summary>
    ServedLevel,

    /// <summary>The latest contact of this level or above, and the latest that was declined, is long enough ago. Value: the moment; limit: when the cool-down ends, or none.</summary>
    CoolDown,

    /// <summary>Fewer contacts than the cap in the rolling window, over all channels.</summary>
    ContactCap,

    /// <summary>The policy has a budget for the channel at all, and, where it is live, somebody carries it.</summary>
    ChannelEnabled,

    /// <summary>The customer agreed to the channel.</summary>
    Consent,

    /// <summary>The customer did not opt out of the channel.</summary>
    OptOut,

    /// <summary>The customer's address on the channel is known, and was not found to be nobody's.</summary>
    Address,

    /// <summary>
    /// The channel was not used in this episode: never two sends per customer, episode and channel. For a contact that may have gone by one
    /// channel all others are used; that one alone may repeat it for a day, under the same idempotency key, with the same offer and for the same address.
    /// </summary>
    ChannelUsed,

    /// <summary>Fewer attempts than the cap in the rolling window, on this channel.</summary>
    AttemptCap,

    /// <summary>Some channel of the level passed all rules of channels.</summary>
    UsableChannel,

    /// <summary>A person approved it for this channel, name and language, with this offer and under this policy, where the policy asks for that.</summary>
    Approval,

    /// <summary>The customer's time zone is known to the program.</summary>
    TimeZone,

    /// <summary>It is a time of day for contact where the customer is.</summary>
    ContactHours,

    /// <summary>The day's budget is not used up. Value: what is left, or reserved; limit: when the next day begins.</summary>
    Budget,

    /// <summary>A call was not answered; the next is later.</summary>
    UnansweredCall,

    /// <summary>A contact of a higher level took its place.</summary>
    Escalation,

    /// <summary>A person rejected it.</summary>
    Rejection,
}
