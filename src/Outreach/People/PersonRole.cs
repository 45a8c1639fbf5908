namespace PreDelinquency.Outreach.People;

/// <summary>What somebody may do.</summary>
public enum PersonRole
{
    /// <summary>Speaks with customers: calls, and tells what they say of being contacted.</summary>
    Agent,

    /// <summary>Approves, edits, rejects and resends contacts, and closes objections.</summary>
    Approver,

    /// <summary>Proposes and confirms policies.</summary>
    Policy,

    /// <summary>Changes the roles of models.</summary>
    Model,

    /// <summary>Forgets customers.</summary>
    Privacy,

    /// <summary>A program that brings transactions, missed payments and profiles.</summary>
    Feed,
}
