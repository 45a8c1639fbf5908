namespace PreDelinquency.Gateway.Contracts;

/// <summary>What to score: a customer as of now; a customer with some features set to other values; or bare features.</summary>
public sealed record PredictRequest
{
    /// <summary>1 to 64 characters of letters, digits and <c>-_.:</c>.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Values by feature name, see <c>GET /features</c>, each within its range; null where not known; absent as the customer has it, or not known without a customer.</summary>
    public IReadOnlyDictionary<string, double?>? Features { get; init; }
}
