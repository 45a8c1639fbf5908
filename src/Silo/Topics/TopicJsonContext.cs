using System.Text.Json.Serialization;

namespace PreDelinquency.Silo.Topics;

/// <summary>What topics alone carry as JSON, in snake_case.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PredictionDocument))]
internal sealed partial class TopicJsonContext : JsonSerializerContext;
