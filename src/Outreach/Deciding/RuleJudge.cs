using System.Globalization;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Deciding;

/// <summary>What follows from one rule's value and limit.</summary>
internal static class RuleJudge
{
    public const string Yes = "yes";
    public const string No = "no";
    public const string Required = "required";
    public const string Reserved = "reserved";
    public const string Unusable = "unusable";
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff";

    /// <exception cref="FormatException">A record holds what no decision writes.</exception>
    public static RuleVerdict Judge(ContactRule rule, RuleReading r) => rule switch
    {
        ContactRule.Suppression => Items(r.Value).Intersect(Items(r.Limit)).Any() ? RuleVerdict.Block : RuleVerdict.Pass,
        ContactRule.Objection => r.Value == RuleReading.None ? RuleVerdict.Pass : RuleVerdict.Block,
        ContactRule.Holdout => Number(r.Value) < Number(r.Limit) ? RuleVerdict.HoldOut : RuleVerdict.Pass,
        ContactRule.Maturity => r.Value == r.Limit ? RuleVerdict.Pass : RuleVerdict.Withdraw,
        ContactRule.OpenEpisode => r.Value == r.Limit ? RuleVerdict.Pass : RuleVerdict.Withdraw,
        ContactRule.Level => Level(r.Value) >= Level(r.Limit) ? RuleVerdict.Pass : RuleVerdict.Withdraw,
        ContactRule.Expiry => Moment(r.Value) < Moment(r.Limit) ? RuleVerdict.Pass : RuleVerdict.Expire,
        ContactRule.ServedLevel => r.Value == RuleReading.None || Level(r.Value) < Level(r.Limit) ? RuleVerdict.Pass : RuleVerdict.Block,
        ContactRule.CoolDown => r.Limit == RuleReading.None || Moment(r.Value) >= Moment(r.Limit) ? RuleVerdict.Pass : RuleVerdict.Block,
        ContactRule.ContactCap => Number(r.Value) < Number(r.Limit) ? RuleVerdict.Pass : RuleVerdict.Block,
        ContactRule.ChannelEnabled or ContactRule.Consent or ContactRule.OptOut or ContactRule.Address => r.Value == r.Limit ? RuleVerdict.Pass : RuleVerdict.SkipChannel,
        ContactRule.ChannelUsed or ContactRule.AttemptCap => Number(r.Value) < Number(r.Limit) ? RuleVerdict.Pass : RuleVerdict.SkipChannel,
        ContactRule.Approval => r.Limit == Required && r.Value == No ? RuleVerdict.AwaitApproval : RuleVerdict.Pass,
        ContactRule.TimeZone => r.Value == r.Limit ? RuleVerdict.Pass : RuleVerdict.Block,
        ContactRule.ContactHours => ContactHours.Parse(r.Limit).Contain(LocalTime(r.Value)) ? RuleVerdict.Pass : RuleVerdict.Wait,
        ContactRule.Budget => r.Value == Reserved || Number(r.Value) > 0 ? RuleVerdict.Pass : RuleVerdict.Wait,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "is not asked."),
    };

    public static string Text(bool value) => value ? Yes : No;

    public static string Text(DateTimeOffset moment) => moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    public static string Text(NodaTime.LocalDateTime local) => local.ToDateTimeUnspecified().ToString(LocalFormat, CultureInfo.InvariantCulture);

    public static string Text(RiskLevel level) => WireNames<RiskLevel>.Of(level);

    public static string Text(IEnumerable<SuppressionReason> reasons) =>
        reasons.Order().Select(WireNames<SuppressionReason>.Of).ToList() is { Count: > 0 } names ? string.Join(",", names) : RuleReading.None;

    public static DateTimeOffset Moment(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    public static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static TimeOnly LocalTime(string text) => TimeOnly.FromDateTime(DateTime.ParseExact(text, LocalFormat, CultureInfo.InvariantCulture, DateTimeStyles.None));

    private static string[] Items(string text) => text == RuleReading.None ? [] : text.Split(',');

    private static RiskLevel Level(string text) => WireNames<RiskLevel>.TryParse(text, out var level) ? level : throw new FormatException($"'{text}' must be a level.");
}
