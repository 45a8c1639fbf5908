namespace PreDelinquency.Outreach.Messages;

/// <summary>What a template leaves open.</summary>
public enum Placeholder : byte
{
    /// <summary>How the customer is addressed; in greetings only.</summary>
    Name,

    Bank,

    /// <summary>What is offered: the brief phrase in a text message, else the full one.</summary>
    OfferPhrase,

    /// <summary>Where to call the bank.</summary>
    Phone,

    /// <summary>The word with which to opt out.</summary>
    OptOut,
}
