using System.Text.Json;
using System.Text.Json.Serialization;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Storage;

/// <summary>What is stored as JSON because nobody searches in it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CustomerProfile))]
[JsonSerializable(typeof(IReadOnlyList<Reason>))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    public static string Write(CustomerProfile profile) => JsonSerializer.Serialize(profile, Default.CustomerProfile);

    public static CustomerProfile ReadProfile(string json) => JsonSerializer.Deserialize(json, Default.CustomerProfile) ?? new CustomerProfile();

    public static string Write(IReadOnlyList<Reason> reasons) => JsonSerializer.Serialize(reasons, Default.IReadOnlyListReason);

    public static IReadOnlyList<Reason> ReadReasons(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListReason) ?? [];
}
