namespace PreDelinquency.Outreach.Ports;

/// <summary>Why a customer is forgotten, in the words of GDPR art. 17(1). A word and no sentence: it stays readable when all else is gone.</summary>
public enum ErasureReason
{
    /// <summary>(a)</summary>
    NoLongerNeeded,

    /// <summary>(b)</summary>
    ConsentWithdrawn,

    /// <summary>(c)</summary>
    Objection,

    /// <summary>(d)</summary>
    Unlawful,

    /// <summary>(e)</summary>
    LegalObligation,
}
