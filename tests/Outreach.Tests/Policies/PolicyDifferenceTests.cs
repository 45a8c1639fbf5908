using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Policies;

public sealed class PolicyDifferenceTests
{
    [Fact]
    public void What_is_changed_added_and_gone_is_told_value_by_value()
    {
        using var folder = new PolicyFolder();
        folder.Change("policy.yaml", "cool_down_days: 21", "cool_down_days: 14")
            .Change("policy.yaml", "channels: [sms, email]", "channels: [email, sms]")
            .Change("texts.en.yaml", "If less is", "When less is")
            .Remove("texts.hi.yaml");

        var differences = PolicyDifference.Between(PolicyBundle.Default, folder.Load());

        Assert.Equal(
            [new PolicyDifference("policy.yaml", "levels.high.channels", "sms, email", "email, sms"), new PolicyDifference("policy.yaml", "levels.high.cool_down_days", "21", "14")],
            differences.Where(difference => difference.File == "policy.yaml"));
        var text = Assert.Single(differences, difference => difference.File == "texts.en.yaml");
        Assert.Equal(text.After, text.Before!.Replace("If less is", "When less is", StringComparison.Ordinal));
        Assert.All(differences.Where(difference => difference.File == "texts.hi.yaml"), difference => Assert.Null(difference.After));
        Assert.Contains(differences, difference => difference.File == "texts.hi.yaml");
    }

    [Fact]
    public void A_comment_is_no_difference_though_the_version_is_another()
    {
        using var folder = new PolicyFolder();
        var commented = folder.Change("policy.yaml", "mode: dry_run", "# For now.\nmode: dry_run").Load();

        Assert.NotEqual(PolicyBundle.Default.Version, commented.Version);
        Assert.Empty(PolicyDifference.Between(PolicyBundle.Default, commented));
    }

    [Fact]
    public void Groups_of_a_list_are_told_by_their_number()
    {
        using var folder = new PolicyFolder();
        const string Written = "language: en\nwritten:\n  - { driver: gambling, level: high, channel: sms, text: \"{bank} is here and can {offer_phrase}.\" }";

        var differences = PolicyDifference.Between(PolicyBundle.Default, folder.Change("texts.en.yaml", "language: en", Written).Load());

        Assert.Equal(["written[1].driver", "written[1].level", "written[1].channel", "written[1].text"], differences.Select(difference => difference.Key));
        Assert.All(differences, difference => Assert.Null(difference.Before));
    }
}
