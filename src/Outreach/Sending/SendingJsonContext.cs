using System.Text.Json.Serialization;

namespace PreDelinquency.Outreach.Sending;

/// <summary>What goes to providers and comes back.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProviderMessage))]
[JsonSerializable(typeof(ProviderAnswer))]
[JsonSerializable(typeof(AlertMessage))]
internal sealed partial class SendingJsonContext : JsonSerializerContext;
