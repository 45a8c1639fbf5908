namespace PreDelinquency.Registry;

/// <summary>What a registered model is used for; one model may have several roles.</summary>
public enum ModelRole
{
    /// <summary>Its scores have consequences.</summary>
    Champion,

    /// <summary>Meant to become the champion.</summary>
    Challenger,

    /// <summary>Scores beside the champion and is recorded, without consequences.</summary>
    Shadow,

    /// <summary>Was the champion before; a rollback makes it the champion again.</summary>
    Previous,
}
