using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Policies;

public sealed class PolicyBundleTests
{
    [Fact]
    public void The_default_is_read_as_it_is_written()
    {
        var policy = PolicyBundle.Default.Policy;

        Assert.Equal(OutreachMode.DryRun, policy.Mode);
        Assert.True(policy.TwoPersons);
        Assert.Equal([ContactChannel.Phone, ContactChannel.Sms, ContactChannel.Email], policy.Levels[RiskLevel.Critical].Channels);
        Assert.Equal(21, policy.Levels[RiskLevel.High].CoolDownDays);
        Assert.Equal(new ContactCaps(7, 3, 7), policy.Caps);
        Assert.Equal("08:00-21:00", policy.ContactHours.ToString());
        Assert.Equal(policy.ContactHours, ContactHours.Parse("08:00-21:00"));
        Assert.Equal(new DailyBudget(200, 5000, 20000), policy.DailyBudget);
        Assert.Equal(new Offer("specialist_support", OfferKind.SpecialistSupport), policy.Offers.ByDriver[Driver.Gambling]);
        Assert.Equal(0.05m, policy.Economics.CostPerContact[ContactChannel.Sms]);
        Assert.Equal(["en", "es", "hi"], PolicyBundle.Default.Texts.Languages.Keys.Order());
    }

    [Fact]
    public void The_version_follows_every_change_of_policy_or_texts_but_not_line_ends()
    {
        using var folder = new PolicyFolder();
        var former = folder.Load().Version;
        Assert.Matches("^default-[0-9a-f]{12}$", former);
        Assert.Equal(PolicyBundle.Default.Version, former);

        folder.Write("policy.yaml", File.ReadAllText(Path.Combine(folder.Path, "policy.yaml")).ReplaceLineEndings("\r\n"));
        Assert.Equal(former, folder.Load().Version);
        Assert.NotEqual(former, folder.Change("texts.en.yaml", "If less is", "When less is").Load().Version);
        var changed = folder.Load().Version;
        Assert.NotEqual(changed, folder.Change("policy.yaml", "contacts: 3", "contacts: 2").Load().Version);
    }

    [Fact]
    public void All_faults_are_told_with_file_line_value_and_rule()
    {
        using var folder = new PolicyFolder();
        folder.Change("policy.yaml", "mode: dry_run", "mode: maybe")
            .Change("policy.yaml", "priority: 1", "priority: 10")
            .Change("policy.yaml", "contacts: 3", "contacts: three\n  weeks: 2");

        Assert.Equal(
            [
                "policy.yaml:5: mode must be one of dry_run, live, not 'maybe'",
                "policy.yaml:23: levels.critical.priority must be a whole number from 1 to 9, not '10'",
                "policy.yaml:46: caps.contacts must be a whole number from 1 to 100, not 'three'",
                "policy.yaml:47: caps.weeks is not known here; known are days, contacts, attempts_per_channel",
            ],
            folder.Faults());
    }

    [Theory]
    [InlineData("two_persons: true", "two_persons: yes", "two_persons must be true or false, not 'yes'")]
    [InlineData("two_persons: true", "", "two_persons is required")]
    [InlineData("name: default", "name: a b", "name must be 1 to 40 letters, digits, hyphens, not 'a b'")]
    [InlineData("default_time_zone: Etc/UTC", "default_time_zone: Mars/Olympus", "default_time_zone must be an IANA time zone, like Europe/Madrid, not 'Mars/Olympus'")]
    [InlineData("default_language: en", "default_language: fr", "default_language must have texts, not 'fr'")]
    [InlineData("bank: Your Bank", "bank: \"Your\\nBank\"", "sender.bank must be 1 to 40 characters in one line, without braces or spaces around them, not 'Your Bank'")]
    [InlineData("bank: Your Bank", "bank: High Risk Bank", "sender.bank must not hold the forbidden word risk, not 'High Risk Bank'")]
    [InlineData("opt_out_word: STOP", "opt_out_word: st", "sender.opt_out_word must be 3 to 10 letters from A to Z, not 'st'")]
    [InlineData("channels: [sms, email]", "channels: [sms, fax]", "levels.high.channels must list only phone, sms, email, not 'fax'")]
    [InlineData("channels: [sms, email]", "channels: [sms, sms]", "levels.high.channels must list each once, not 'sms'")]
    [InlineData("channels: [sms, email]", "channels: []", "levels.high.channels must list at least one")]
    [InlineData("channels: [sms, email]", "channels: sms", "levels.high.channels must be a list, not 'sms'")]
    [InlineData("holdout_percent: 10", "holdout_percent: 60", "levels.critical.holdout_percent must be a number from 0 to 50, not '60'")]
    [InlineData("cool_down_days: 14", "cool_down_days: -1", "levels.critical.cool_down_days must be a whole number from 0 to 366, not '-1'")]
    [InlineData("until: \"21:00\"", "until: \"07:00\"", "contact_hours.until must be later than from, not '07:00'")]
    [InlineData("until: \"21:00\"", "until: \"9 pm\"", "contact_hours.until must be a time like 08:00, not '9 pm'")]
    [InlineData("[deceased, ", "[", "blocking_suppressions must list deceased")]
    [InlineData("gambling: { code: specialist_support, kind: specialist_support }", "gambling: { code: specialist_support, kind: credit }", "offers.gambling.kind must never be credit where gambling or payday loans may be the cause, not 'credit'")]
    [InlineData("many_debts: { code: debt_talk, kind: debt_advice }", "many_debts: { code: debt_talk, kind: credit }", "offers.many_debts.kind must never be credit where gambling or payday loans may be the cause, not 'credit'")]
    [InlineData("cash_strain: { code: waive_fee", "cash_strain: { code: Waive Fee", "offers.cash_strain.code must be 1 to 40 of a-z, 0-9, _, not 'Waive Fee'")]
    [InlineData("cash_strain: { code: waive_fee", "cash_strain: { code: gift", "offers.gift is required, as the policy offers it")]
    [InlineData("loss_given_default: 0.45", "loss_given_default: 1.5", "economics.loss_given_default must be a number from 0 to 1, not '1.5'")]
    [InlineData("caps:\n", "caps: 3\nlimits:\n", "caps must be a group of keys and values, not '3'")]
    [InlineData("name: default", "name: default\nname: other", "must be valid YAML: Duplicate key name")]
    [InlineData("[deceased, ", "[[deceased, ", "must be valid YAML")]
    public void A_broken_rule_is_named(string from, string to, string fault)
    {
        using var folder = new PolicyFolder();

        Assert.Contains(folder.Change("policy.yaml", from, to).Faults(), f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_a_policy_is_refused()
    {
        using var folder = new PolicyFolder();
        folder.Remove("policy.yaml");

        Assert.Equal(["policy.yaml:1: is required"], folder.Faults());
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused()
    {
        using var folder = new PolicyFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "texts.es.yaml"), [0x6c, 0xe9, 0x0a]);

        Assert.Equal(["texts.es.yaml:1: must be UTF-8"], folder.Faults());
    }

    [Fact]
    public void Whoever_gambles_or_borrows_is_never_offered_credit()
    {
        using var folder = new PolicyFolder();
        var offers = folder.Change("policy.yaml", "income_drop: { code: lower_payments, kind: lower_payments }", "income_drop: { code: lower_payments, kind: credit }").Load().Policy.Offers;

        Assert.Equal(OfferKind.Credit, offers.For(Driver.IncomeDrop, avoidsCredit: false).Kind);
        Assert.Equal(OfferKind.SpecialistSupport, offers.For(Driver.IncomeDrop, avoidsCredit: true).Kind);
        Assert.Equal(OfferKind.DueDate, offers.For(Driver.IncomeLate, avoidsCredit: true).Kind);
    }
}
