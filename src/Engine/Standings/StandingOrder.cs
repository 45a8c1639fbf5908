namespace PreDelinquency.Engine.Standings;

/// <summary>In what order customers are listed.</summary>
public enum StandingOrder
{
    /// <summary>By falling score, then by id.</summary>
    Risk,

    /// <summary>By how much the score rose, those who rose most first; without who had no score then.</summary>
    Rise,

    /// <summary>By how much the score fell, those who fell most first; without who had no score then.</summary>
    Fall,

    /// <summary>By id.</summary>
    CustomerId,
}
