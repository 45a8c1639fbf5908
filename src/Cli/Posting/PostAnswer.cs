using System.Text.Json.Serialization;

namespace PreDelinquency.Cli.Posting;

/// <summary>The gateway's answer as it stands on the wire.</summary>
internal sealed record PostAnswer(
    [property: JsonPropertyName("accepted")] long? Accepted,
    [property: JsonPropertyName("duplicates")] long? Duplicates,
    [property: JsonPropertyName("rejected")] IReadOnlyList<PostRejection>? Rejected,
    [property: JsonPropertyName("rejected_count")] long? RejectedCount);
