using System.Globalization;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>
/// Whether a customer, or a bank for them, could change a feature. Windows of the last days renew themselves with what is
/// done from now on; habits, single days of the past and the calendar do not.
/// </summary>
public sealed record FeatureAction
{
    private const int MostDecimals = 12;

    private FeatureAction(string reason, string? sentence) => (Reason, Sentence) = (reason, sentence);

    /// <summary>Why it can be changed, or why not: a sentence.</summary>
    public string Reason { get; }

    /// <summary>What a change would be, with <c>{from}</c> and <c>{to}</c> to be filled in; null where there can be none.</summary>
    public string? Sentence { get; }

    public bool IsPossible => Sentence is not null;

    /// <summary>Somebody could change it.</summary>
    public static FeatureAction Open(string reason, string sentence) => new(reason, sentence);

    /// <summary>Nobody can change it, or it would help nobody.</summary>
    public static FeatureAction Closed(string reason) => new(reason, null);

    /// <summary>The plain sentence for a change.</summary>
    /// <param name="from">The present value, in the feature's unit.</param>
    /// <param name="to">The value instead of it.</param>
    /// <param name="isShare">Whether values are shown in percent.</param>
    /// <param name="isDistance">Whether the sentence tells the side of 0, so that values are shown without their sign.</param>
    /// <exception cref="InvalidOperationException">Not <see cref="IsPossible"/>.</exception>
    internal string Say(double from, double to, bool isShare, bool isDistance)
    {
        var sentence = Sentence ?? throw new InvalidOperationException("A feature that nobody can change has no sentence for a change.");
        var (present, target) = (Shown(from, isShare, isDistance), Shown(to, isShare, isDistance));

        // As few decimals as leave the present value clearly apart from the target.
        var decimals = 0;
        while (decimals < MostDecimals && Math.Abs(Math.Round(present, decimals) - present) > Math.Abs(present - target) / 20)
            decimals++;
        return sentence
            .Replace("{to}", Text(target, MostDecimals, isShare), StringComparison.Ordinal)
            .Replace("{from}", Text(present, decimals, isShare), StringComparison.Ordinal)
            .Replace(" 1 days", " 1 day", StringComparison.Ordinal);
    }

    private static double Shown(double value, bool isShare, bool isDistance) => (isDistance ? Math.Abs(value) : value) * (isShare ? 100 : 1);

    // Adding 0 makes -0 into 0.
    private static string Text(double shown, int decimals, bool isShare) =>
        (Math.Round(shown, decimals) + 0.0).ToString("0.############", CultureInfo.InvariantCulture) + (isShare ? "%" : "");
}
