namespace PreDelinquency.Outreach.Sending;

/// <summary>Whether a signed request is to be believed.</summary>
public enum SignatureVerdict
{
    Genuine,

    /// <summary>The header is missing, or is no signature.</summary>
    Malformed,

    /// <summary>Nobody who knows a secret signed this body.</summary>
    Forged,

    /// <summary>Signed too long ago, or by a clock that is ahead.</summary>
    Outdated,

    /// <summary>The very same request came before.</summary>
    Replayed,
}
