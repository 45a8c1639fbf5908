namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>
/// What somebody can do about a feature: move a lever that is meant to change it, nothing by itself but it follows what
/// levers change elsewhere, or nothing at all. No part of <see cref="FeatureCatalogue.Version"/>.
/// </summary>
public sealed record FeatureAction
{
    private FeatureAction(string reason) => Reason = reason;

    /// <summary>Why it can be changed, or why not: a sentence.</summary>
    public string Reason { get; private init; }

    /// <summary>What is moved to change it; null where nothing is.</summary>
    public Lever? Lever { get; private init; }

    /// <summary>Above or below: the side of the usual from which the lever brings it back; null without a lever.</summary>
    public AdverseSide? From { get; private init; }

    /// <summary>Its value once levers have been moved; null where no lever changes it.</summary>
    public FeatureResponse? Response { get; private init; }

    /// <summary>A lever is there to change it.</summary>
    public static FeatureAction By(Lever lever, FeatureResponse response, AdverseSide from = AdverseSide.Above)
    {
        ArgumentNullException.ThrowIfNull(lever);
        return new(lever.Reason) { Lever = lever, From = from, Response = response };
    }

    /// <summary>It cannot be changed by itself; it is made of what levers change.</summary>
    public static FeatureAction Follows(string reason, FeatureResponse response) => new(reason) { Response = response };

    /// <summary>Nobody can change it, or to change it would help nobody.</summary>
    public static FeatureAction None(string reason) => new(reason);
}
