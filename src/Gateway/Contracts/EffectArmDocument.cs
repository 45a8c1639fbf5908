namespace PreDelinquency.Gateway.Contracts;

/// <summary>Those who were assigned to be contacted, or those who were held out.</summary>
/// <param name="Proposals">Whose outcome is known.</param>
/// <param name="Customers">Of so many customers.</param>
/// <param name="OnTime">Share after which no payment was missed, 0 to 1; null where there are none.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end of its interval.</param>
public sealed record EffectArmDocument(int Proposals, int Customers, double? OnTime, double? Low, double? High);
