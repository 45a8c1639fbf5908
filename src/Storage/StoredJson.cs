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
    /// <summary>
    /// The form of profiles that this program writes. It is not written while it is 1; a program that writes what this one cannot
    /// read counts it up and puts it in as <c>"form"</c>, so that older ones wait for it and take nothing for damage.
    /// </summary>
    private const int ProfileForm = 1;

    public static string Write(CustomerProfile profile) => JsonSerializer.Serialize(profile, Default.CustomerProfile);

    public static CustomerProfile ReadProfile(string json) => JsonSerializer.Deserialize(json, Default.CustomerProfile) ?? new CustomerProfile();

    /// <summary>Null where it cannot be read: as a later program wrote it, or damaged. That is the concern of its customer alone.</summary>
    public static CustomerProfile? FindProfile(string json)
    {
        try
        {
            return ReadProfile(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a profile that cannot be read was written in a later form.</summary>
    public static bool IsProfileOfLaterForm(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("form", out var form)
            && form.ValueKind == JsonValueKind.Number && form.TryGetInt32(out var number) && number > ProfileForm;
    }

    public static string Write(IReadOnlyList<Reason> reasons) => JsonSerializer.Serialize(reasons, Default.IReadOnlyListReason);

    public static IReadOnlyList<Reason> ReadReasons(string json) => JsonSerializer.Deserialize(json, Default.IReadOnlyListReason) ?? [];
}
