using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Profiles;

public sealed class ProfileRulesTests
{
    private static readonly CustomerProfile Good = new()
    {
        Name = "Asha Rao",
        TimeZone = "Asia/Kolkata",
        Language = "hi",
        Email = "asha@example.com",
        Phone = "+15550100",
        Consents = new Consents { Sms = true },
        PayCycle = PayCycle.Monthly,
        Obligations = [new ProfileObligation { Category = Category.Rent, DueDay = 31, Amount = Money.FromDecimal(900) }],
    };

    public static TheoryData<string, CustomerProfile> Bad => new()
    {
        { "name", Good with { Name = "" } },
        { "name", Good with { Name = "a\nb" } },
        { "time_zone", Good with { TimeZone = "Mars/Olympus" } },
        { "language", Good with { Language = "english please" } },
        { "email", Good with { Email = "nowhere" } },
        { "email", Good with { Email = "a@b@c" } },
        { "phone", Good with { Phone = "555" } },
        { "phone", Good with { Phone = "+1555010x" } },
        { "segment", Good with { Segment = new string('x', 201) } },
        { "obligations[0].due_day", Good with { Obligations = [Good.Obligations[0] with { DueDay = 32 }] } },
        { "obligations[0].category", Good with { Obligations = [Good.Obligations[0] with { Category = Category.Dining }] } },
        { "obligations[0].amount", Good with { Obligations = [Good.Obligations[0] with { Amount = Money.Zero }] } },
    };

    [Fact]
    public void A_full_and_an_empty_profile_are_valid()
    {
        Assert.Null(ProfileRules.Violation(Good));
        Assert.Null(ProfileRules.Violation(new CustomerProfile()));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_bad_field_is_named(string field, CustomerProfile profile) =>
        Assert.Equal(field, ProfileRules.Violation(profile)?.Field);
}
