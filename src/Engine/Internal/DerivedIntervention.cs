using PreDelinquency.Domain.Interventions;

namespace PreDelinquency.Engine.Internal;

/// <summary>Compares an intervention that was stored with the one that a replay of the log leads to.</summary>
internal static class DerivedIntervention
{
    /// <summary>The first property that differs, or null. Earlier versions put the name of then into the message, which the log does not hold: any will do.</summary>
    public static string? DifferenceOf(Intervention stored, Intervention derived) =>
        stored.CustomerId != derived.CustomerId ? nameof(Intervention.CustomerId)
        : !stored.At.EqualsExact(derived.At) ? nameof(Intervention.At)
        // Earlier versions did not store it.
        : stored.EpisodeOpenedOn is { } opened && opened != derived.EpisodeOpenedOn ? nameof(Intervention.EpisodeOpenedOn)
        : stored.Level != derived.Level ? nameof(Intervention.Level)
        : stored.Kind != derived.Kind ? nameof(Intervention.Kind)
        : stored.Channel != derived.Channel ? nameof(Intervention.Channel)
        : stored.Priority != derived.Priority ? nameof(Intervention.Priority)
        : stored.Driver != derived.Driver ? nameof(Intervention.Driver)
        : !stored.Probability.Equals(derived.Probability) ? nameof(Intervention.Probability)
        : !stored.Reasons.SequenceEqual(derived.Reasons) ? nameof(Intervention.Reasons)
        : stored.ModelVersion != derived.ModelVersion ? nameof(Intervention.ModelVersion)
        : !IsTextOf(stored.Message, stored) ? nameof(Intervention.Message)
        : null;

    private static bool IsTextOf(string message, Intervention intervention)
    {
        var parts = MessageTemplates.Of(intervention.Channel, intervention.Driver).Split("{name}", 2);
        return message.StartsWith(parts[0], StringComparison.Ordinal) && message.EndsWith(parts[^1], StringComparison.Ordinal)
            && message.Length >= parts.Sum(part => part.Length);
    }
}
