namespace PreDelinquency.Outreach.Alerting;

/// <summary>What the operations team is told of.</summary>
public enum AlertCondition
{
    /// <summary>Nothing is decided about contacts or handed over, as each look at what there is to do breaks off.</summary>
    OutreachWaits,

    /// <summary>A channel's provider took nothing for some tries.</summary>
    ProviderFailing,

    /// <summary>Something waits in the outbox for too long.</summary>
    OutboxAge,

    /// <summary>Contacts failed, and go no further until a person has looked at them.</summary>
    ContactsFailed,

    /// <summary>A customer who replied or accepted waits for somebody for too long.</summary>
    AnswerWaiting,

    /// <summary>Transactions that were sent wait, and are not caught up with.</summary>
    ConsumerLag,

    /// <summary>The holdout is not the share of customers that the policy says: effects measured by it would be wrong.</summary>
    HoldoutImbalance,

    /// <summary>Contacts of some level, driver, channel or template do worse than none.</summary>
    HarmfulContacts,

    /// <summary>Many more customers than a day before are at HIGH or CRITICAL.</summary>
    HighRiskShare,

    /// <summary>The live model: drift, performance, calibration, fairness.</summary>
    Model,

    /// <summary>The policy in the bank's folder cannot be used, and the former one goes on.</summary>
    PolicyRefused,

    /// <summary>The file of people cannot be used, and whoever is not in it any more may still act.</summary>
    PeopleRefused,
}
