using System.Text.Json.Serialization;

namespace PreDelinquency.Cli.Posting;

/// <summary>One line that a gateway refused.</summary>
internal sealed record PostRejection(
    [property: JsonPropertyName("line")] long Line,
    [property: JsonPropertyName("transaction_id")] string? TransactionId,
    [property: JsonPropertyName("error")] string Error);
