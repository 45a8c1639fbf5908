namespace PreDelinquency.Gateway.Contracts;

/// <summary>What to score: a customer as of now, or a set of features as a what-if. Exactly one of the two.</summary>
public sealed record PredictRequest
{
    /// <summary>1 to 64 characters of letters, digits and <c>-_.:</c>.</summary>
    public string? CustomerId { get; init; }

    /// <summary>Values by feature name, see <c>GET /features</c>; null or absent where not known.</summary>
    public IReadOnlyDictionary<string, double?>? Features { get; init; }
}
