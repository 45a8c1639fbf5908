using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine;

namespace PreDelinquency.Grains.Abstractions.Wire;

[RegisterConverter]
internal sealed class InterventionConverters : IConverter<Intervention, InterventionSurrogate>, IConverter<SequencedIntervention, SequencedInterventionSurrogate>
{
    public Intervention ConvertFromSurrogate(in InterventionSurrogate surrogate) => new()
    {
        InterventionId = surrogate.InterventionId,
        CustomerId = surrogate.CustomerId,
        At = surrogate.At,
        Level = (RiskLevel)surrogate.Level,
        Kind = (InterventionKind)surrogate.Kind,
        Channel = (ContactChannel)surrogate.Channel,
        Priority = surrogate.Priority,
        Driver = (Driver)surrogate.Driver,
        Message = surrogate.Message,
        Probability = surrogate.Probability,
        Reasons = surrogate.Reasons,
        ModelVersion = surrogate.ModelVersion,
        EpisodeOpenedOn = surrogate.EpisodeOpenedOn,
    };

    public InterventionSurrogate ConvertToSurrogate(in Intervention value) => new()
    {
        InterventionId = value.InterventionId,
        CustomerId = value.CustomerId,
        At = value.At,
        Level = (byte)value.Level,
        Kind = (byte)value.Kind,
        Channel = (byte)value.Channel,
        Priority = value.Priority,
        Driver = (byte)value.Driver,
        Message = value.Message,
        Probability = value.Probability,
        Reasons = [.. value.Reasons],
        ModelVersion = value.ModelVersion,
        EpisodeOpenedOn = value.EpisodeOpenedOn,
    };

    public SequencedIntervention ConvertFromSurrogate(in SequencedInterventionSurrogate surrogate) =>
        new(surrogate.Sequence, surrogate.Intervention, (InterventionStatus)surrogate.Status);

    public SequencedInterventionSurrogate ConvertToSurrogate(in SequencedIntervention value) =>
        new() { Sequence = value.Sequence, Intervention = value.Intervention, Status = (byte)value.Status };
}
