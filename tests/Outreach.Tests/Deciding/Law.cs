namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>What holds whatever happens in whatever order.</summary>
public enum Law
{
    /// <summary>Never two sends per customer, episode and channel.</summary>
    OneSendPerEpisodeAndChannel,

    /// <summary>Caps of contacts and of attempts are never passed in any window.</summary>
    Caps,

    /// <summary>Nobody is contacted outside the hours of their own day.</summary>
    ContactHours,

    /// <summary>Nobody is contacted on a channel that they opted out of or never agreed to.</summary>
    OptOut,

    /// <summary>Nobody is contacted whom the bank suppressed, or who objected.</summary>
    Suppression,

    /// <summary>Nobody is contacted at a level at which they are held out.</summary>
    Holdout,

    /// <summary>Every decision follows from its record alone.</summary>
    Explained,

    /// <summary>The ledger is the fold of its events.</summary>
    Fold,

    /// <summary>A day's budget is never passed.</summary>
    Budget,

    /// <summary>What a person must approve does not go without.</summary>
    Approval,

    /// <summary>Nothing is sent after its episode ended, or twice for one contact.</summary>
    Timely,

    /// <summary>Nobody is contacted before the latest contact of the level or above has cooled down.</summary>
    CoolDown,

    /// <summary>A channel that refused a contact for an address is not asked again for both, until a person says so.</summary>
    Refusal,

    /// <summary>A call that somebody has is withheld as soon as bank or customer say that there be none, and no longer than that holds.</summary>
    Withheld,

    /// <summary>What a provider may remember by its key is asked of it again for the same address, with the same offer and in the same words alone, until a person looked at it.</summary>
    Repetition,

    /// <summary>Nobody is offered credit who gambles or borrows beyond the own habit when it goes.</summary>
    Offer,
}
