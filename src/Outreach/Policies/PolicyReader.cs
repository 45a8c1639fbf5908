using NodaTime;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Outreach.Policies;

/// <summary>Reads <c>policy.yaml</c>. What is returned is of use only where no fault was found.</summary>
internal static class PolicyReader
{
    private static readonly RiskLevel[] ContactedLevels = [RiskLevel.Medium, RiskLevel.High, RiskLevel.Critical];

    public static ContactPolicy Read(YamlGroup root, string fingerprint)
    {
        var name = Name(root);
        var policy = new ContactPolicy
        {
            Name = name,
            Version = $"{name}-{fingerprint}",
            Mode = root.Word<OutreachMode>("mode"),
            TwoPersons = root.Flag("two_persons"),
            DefaultTimeZone = Zone(root),
            DefaultLanguage = root.Text("default_language").Text,
            Sender = ReadSender(root.Group("sender")),
            Levels = ReadLevels(root.Group("levels")),
            Caps = ReadCaps(root.Group("caps")),
            ContactHours = ReadHours(root.Group("contact_hours")),
            RetryCallAfterHours = root.Count("retry_call_after_hours", 1, 72),
            DailyBudget = ReadBudget(root.Group("daily_budget")),
            BlockingSuppressions = ReadSuppressions(root),
            Offers = ReadOffers(root.Group("offers")),
            Economics = ReadEconomics(root.Group("economics")),
        };
        root.RefuseOtherKeys();
        return policy;
    }

    private static string Name(YamlGroup root)
    {
        var name = root.Text("name").Text;
        if (root.Has("name") && (name.Length is 0 or > 40 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')))
            root.Fault("name", "must be 1 to 40 letters, digits, hyphens");
        return name;
    }

    private static string Zone(YamlGroup root)
    {
        var zone = root.Text("default_time_zone").Text;
        if (root.Has("default_time_zone") && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is null)
            root.Fault("default_time_zone", "must be an IANA time zone, like Europe/Madrid");
        return zone;
    }

    private static Sender ReadSender(YamlGroup group)
    {
        var sender = new Sender(Line(group, "bank", 1, 40), Line(group, "short", 1, 11), Line(group, "phone", 3, 25), group.Text("opt_out_word").Text);
        if (group.Has("opt_out_word") && (sender.OptOutWord.Length is < 3 or > 10 || !sender.OptOutWord.All(char.IsAsciiLetterUpper)))
            group.Fault("opt_out_word", "must be 3 to 10 letters from A to Z");
        group.RefuseOtherKeys();
        return sender;
    }

    private static string Line(YamlGroup group, string key, int least, int most)
    {
        var text = group.Text(key).Text;
        if (group.Has(key) && (text.Length < least || text.Length > most || text.Trim().Length != text.Length || text.Any(char.IsControl) || text.AsSpan().ContainsAny('{', '}')))
            group.Fault(key, $"must be {least} to {most} characters in one line, without braces or spaces around them");
        return text;
    }

    private static Dictionary<RiskLevel, LevelPolicy> ReadLevels(YamlGroup group)
    {
        var levels = ContactedLevels.ToDictionary(level => level, level => ReadLevel(group.Group(WireNames<RiskLevel>.Of(level)), level));
        group.RefuseOtherKeys();
        return levels;
    }

    private static LevelPolicy ReadLevel(YamlGroup group, RiskLevel level)
    {
        var policy = new LevelPolicy
        {
            Level = level,
            Channels = group.Words<ContactChannel>("channels", mayBeEmpty: false),
            Priority = group.Count("priority", 1, 9),
            CoolDownDays = group.Count("cool_down_days", 0, 366),
            Approval = group.Flag("approval"),
            ExpiresAfterHours = group.Count("expires_after_hours", 1, 720),
            HoldoutPercent = (double)group.Number("holdout_percent", 0, 50),
        };
        group.RefuseOtherKeys();
        return policy;
    }

    private static ContactCaps ReadCaps(YamlGroup group)
    {
        var caps = new ContactCaps(group.Count("days", 1, 31), group.Count("contacts", 1, 100), group.Count("attempts_per_channel", 1, 100));
        group.RefuseOtherKeys();
        return caps;
    }

    private static ContactHours ReadHours(YamlGroup group)
    {
        var hours = new ContactHours(group.Time("from"), group.Time("until"));
        if (group.Has("from") && group.Has("until") && hours.Until <= hours.From)
            group.Fault("until", "must be later than from");
        group.RefuseOtherKeys();
        return hours;
    }

    private static DailyBudget ReadBudget(YamlGroup group)
    {
        const int Most = 100_000_000;
        var budget = new DailyBudget(group.Count("phone", 0, Most), group.Count("sms", 0, Most), group.Count("email", 0, Most));
        group.RefuseOtherKeys();
        return budget;
    }

    private static IReadOnlyList<SuppressionReason> ReadSuppressions(YamlGroup root)
    {
        const string Key = "blocking_suppressions";
        var reasons = root.Words<SuppressionReason>(Key, mayBeEmpty: true);
        if (root.Has(Key) && !reasons.Contains(SuppressionReason.Deceased))
            root.Fault(Key, "must list deceased");
        return reasons;
    }

    private static OfferTable ReadOffers(YamlGroup group)
    {
        var offers = Enum.GetValues<Driver>().ToDictionary(driver => driver, driver => ReadOffer(group.Group(WireNames<Driver>.Of(driver)), driver));
        group.RefuseOtherKeys();
        return new(offers);
    }

    private static Offer ReadOffer(YamlGroup group, Driver driver)
    {
        var offer = new Offer(group.Text("code").Text, group.Word<OfferKind>("kind"));
        if (group.Has("code") && (offer.Code.Length is 0 or > 40 || !offer.Code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')))
            group.Fault("code", "must be 1 to 40 of a-z, 0-9, _");
        if (offer.Kind == OfferKind.Credit && OfferTable.WithoutCredit.Contains(driver))
            group.Fault("kind", "must never be credit where gambling or payday loans may be the cause");
        group.RefuseOtherKeys();
        return offer;
    }

    private static Economics ReadEconomics(YamlGroup group)
    {
        const decimal Most = 1_000_000_000;
        var cost = group.Group("cost_per_contact");
        var economics = new Economics
        {
            DefaultGivenMissed = group.Number("default_given_missed", 0, 1),
            LossGivenDefault = group.Number("loss_given_default", 0, 1),
            ExposureAtDefault = group.Number("exposure_at_default", 0, Most),
            CostPerContact = Enum.GetValues<ContactChannel>().ToDictionary(channel => channel, channel => cost.Number(WireNames<ContactChannel>.Of(channel), 0, Most)),
            LeastUplift = (double)group.Number("least_uplift", 0.001m, 0.5m),
            Power = (double)group.Number("power", 0.5m, 0.99m),
            Confidence = (double)group.Number("confidence", 0.8m, 0.999m),
        };
        cost.RefuseOtherKeys();
        group.RefuseOtherKeys();
        return economics;
    }
}
