namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>Something that happens: to which customer, and two numbers that say how.</summary>
public sealed record Occurrence(OccurrenceKind Kind, int Customer, int A, int B)
{
    public override string ToString() => $"{Kind}({Customer},{A},{B})";
}
