using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Outreach.Messages;

/// <summary>Which text is meant, in any language.</summary>
public readonly record struct TextKey(Driver Driver, RiskLevel Level, ContactChannel Channel)
{
    /// <summary>All there are: 10 drivers, 3 levels, 3 channels.</summary>
    public static IEnumerable<TextKey> All =>
        from driver in Enum.GetValues<Driver>()
        from level in Levels
        from channel in Enum.GetValues<ContactChannel>()
        select new TextKey(driver, level, channel);

    /// <summary>The levels at which customers are contacted.</summary>
    internal static IReadOnlyList<RiskLevel> Levels { get; } = [RiskLevel.Medium, RiskLevel.High, RiskLevel.Critical];

    /// <summary>Like <c>income_late/high/sms</c>.</summary>
    public override string ToString() => $"{WireNames<Driver>.Of(Driver)}/{WireNames<RiskLevel>.Of(Level)}/{WireNames<ContactChannel>.Of(Channel)}";
}
