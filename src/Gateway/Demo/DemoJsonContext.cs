using System.Text.Json.Serialization;

namespace PreDelinquency.Gateway.Demo;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DemoRecord))]
internal sealed partial class DemoJsonContext : JsonSerializerContext;
