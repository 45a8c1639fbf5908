using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>How ledgers, their events and records are written as JSON: snake_case, enumerations by name.</summary>
public static class OutreachJson
{
    /// <summary>What a reader does not know is an error, so that nothing is lost in silence.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            // Values of reasons may be unknown, which is not a number.
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
