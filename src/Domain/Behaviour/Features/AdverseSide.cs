namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>On which side of the usual a feature is a sign of trouble by itself.</summary>
public enum AdverseSide : byte
{
    Both,
    Above,
    Below,
}
