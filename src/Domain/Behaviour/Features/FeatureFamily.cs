namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>What part of life a feature looks at.</summary>
public enum FeatureFamily : byte
{
    Income,
    Balance,
    Spending,
    Payments,
    Cash,
    Credit,
    Anomalies,
    Trends,
}
