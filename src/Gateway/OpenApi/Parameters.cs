using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Documents;
using PreDelinquency.Gateway.Watching;

namespace PreDelinquency.Gateway.OpenApi;

/// <summary>What the parameters mean. They are read as text, so that a wrong one is named; here they have their types.</summary>
internal static class Parameters
{
    public static void Describe(OpenApiOperation operation)
    {
        foreach (var parameter in operation.Parameters ?? [])
        {
            if (parameter is not OpenApiParameter described)
                continue;
            var isOfList = operation.Parameters!.Any(p => p.Name == "moved_within");
            (described.Description, described.Schema) = described.Name switch
            {
                "level" when isOfList => ("Only customers at this level; its case does not matter.", Level(absent: null)),
                "limit" when isOfList => ("At most so many items.", Number(1, 10_000, 100)),
                "offset" when isOfList => ("Leaves out so many first ones; next_offset of the page before.", Number(0, 10_000_000, 0)),
                "search" => ("A part of the id or name, in any case, with or without accents.", Text(example: "c0001")),
                "segment" => ("Only customers whose profile has this segment.", Text()),
                "region" => ("Only customers whose profile has this region.", Text()),
                "family" => ("Only customers whose risk comes most from this family of features; of those at MEDIUM or above the 500 most at risk.", Words(WireNames<FeatureFamily>.All)),
                "min_score" => ("Only scores of at least this.", Score()),
                "max_score" => ("Only scores below this; 1 takes 1 in.", Score()),
                "moved_within" => ("Only customers who stand at another level than 1 or 7 days ago, or had no score then.", Words(["1d", "7d"])),
                "moved_level" => ("Of those who moved (moved_within) only who came to this level or left it; its case does not matter.", Level(absent: null)),
                "sort" => ("By falling score (risk, the default), by rise or fall of the score over 1 or 7 days, or by id.", Words(CustomerConditions.Orders)),
                "id" => ("The customer's id: 1 to 64 characters of letters, digits and -_.:", Text(example: "c000123")),
                "intervention_id" => ("The intervention's id, which is its contact's too.", Text(example: "c000123-i4")),
                "objection_id" => ("The objection's id.", Text(example: "c000123-o7")),
                "channel" => ("phone, sms or email.", Text(example: "sms")),
                "token" => ("Of the link in an email.", Text(example: "YzAwMDEyMy1pNA.0Jq3mWkq1fEo2uTgJ5o0Yw")),
                "open" => ("true for those alone whose review is open.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) }),
                "latest" => ("true for the greatest sequence first.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) }),
                "limit" => ("At most so many items.", Number(1, 1000, 100)),
                "offset" => ("Leaves out so many first ones; next_offset of the page before.", Number(0, 10_000, 0)),
                "reasons" => ("At most so many reasons per prediction, strongest first; absent: all.", Number(0, 1000, null)),
                "after_sequence" => ("Only items with a greater sequence; next_sequence of the page before.", Number(0, null, 0)),
                "after" => ("Goes on after the page before: its next_after.", Text()),
                "before" => ("Only what happened before: next_before of the page before, or a moment (ISO-8601 with an offset).", Text(example: "2026-03-01T09:30:00Z")),
                "as_of" => ("The moment (ISO-8601 with an offset), not after the present, or a day (YYYY-MM-DD) that is over, for the end of that local day of the customer's; absent: now.", Text(example: "2026-03-01T09:30:00Z")),
                "version" => ("The model's version.", Text(example: "2026-11-21.18fe33")),
                "force" => ("true to make a model the champion that is unproven.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = JsonValue.Create(false) }),
                "role" => ("challenger or shadow; champion and previous come from promotions and rollbacks.", Text(example: "shadow")),
                "level" when operation.Parameters!.Any(p => p.Name == "id") => ("The level to come to; its case does not matter. Absent: the next lower one.", Level(absent: null)),
                "before_revision" => ("Only changes before this revision: next_before_revision of the page before.", Number(1, null, null)),
                "level" => ("The lowest level to list; its case does not matter.", Level(absent: RiskLevel.High)),
                _ => (described.Description, described.Schema),
            };

            // The page that tries calls out fills in a path's parameters from their own example alone, not their schema's.
            if (described.In == ParameterLocation.Path)
                described.Example = described.Schema?.Examples?.FirstOrDefault()?.DeepClone();
        }
    }

    private static OpenApiSchema Text(string? format = null, string? example = null) =>
        new() { Type = JsonSchemaType.String, Format = format, Examples = example is null ? null : [JsonValue.Create(example)] };

    private static OpenApiSchema Number(int least, int? most, int? absent) => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = least.ToString(),
        Maximum = most?.ToString(),
        Default = absent is { } number ? JsonValue.Create(number) : null,
    };

    private static OpenApiSchema Words(IEnumerable<string> words) => new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))] };

    private static OpenApiSchema Score() => new() { Type = JsonSchemaType.Number, Format = "double", Minimum = "0", Maximum = "1" };

    private static OpenApiSchema Level(RiskLevel? absent) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. RiskLevels.All.Split(", ").Select(l => (JsonNode)JsonValue.Create(l))],
        Default = absent is { } level ? JsonValue.Create(RiskLevels.Name(level)) : null,
    };
}
