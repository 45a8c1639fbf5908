namespace PreDelinquency.Gateway.Contracts;

/// <summary>Which customers to score.</summary>
public sealed record BatchPredictRequest
{
    /// <summary>The most customers of one request.</summary>
    public const int MostCustomers = 1000;

    /// <summary>1 to 1,000 ids.</summary>
    public IReadOnlyList<string?>? CustomerIds { get; init; }
}
