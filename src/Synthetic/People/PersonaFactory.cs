using PreDelinquency.Domain.Profiles;
using PreDelinquency.Synthetic.Lives;

namespace PreDelinquency.Synthetic.People;

/// <summary>Draws who a customer is. Shares are plausible, not those of any real country or bank.</summary>
internal static class PersonaFactory
{
    private static readonly string[] AgeBands = ["18-24", "25-34", "35-44", "45-54", "55-64", "65+"];
    private static readonly int[] AreaCodes = [202, 303, 415, 512, 617, 713, 808, 919];

    public static Persona Draw(int index, ulong seed, ref Randomness random)
    {
        var customerId = $"c{index:000000}";
        var place = DrawPlace(ref random);
        var luck = random.Unit();
        var retired = luck < 0.12;
        var onBenefit = luck is >= 0.12 and < 0.18;
        var gig = luck is >= 0.18 and < 0.27;
        var employed = luck >= 0.27;
        var rule = retired ? PayRule.DayOfMonth
            : onBenefit ? PayRule.FourWeekly
            : gig ? PayRule.Gig
            : luck < 0.36 ? PayRule.Weekly
            : luck < 0.54 ? PayRule.Fortnightly
            : luck < 0.72 ? PayRule.LastWorkingDay : PayRule.DayOfMonth;
        var age = retired ? 5 : WeightedAge(ref random);
        var level = retired ? 0.75 : onBenefit ? 0.55 : gig ? 0.85 : 1;
        var own = (long)(random.LogNormal(2700 * level, 0.4) * place.Scale) * 100;
        var partner = !onBenefit && random.Chance(age == 0 ? 0.1 : 0.35) ? (long)(own * random.Between(0.3, 0.95)) / 100 * 100 : 0;
        var prudence = Math.Clamp(0.68 + (0.2 * random.Normal()), 0.1, 1);
        var bank = random.Unit();
        var persona = new Persona
        {
            CustomerId = customerId,
            IdPrefix = $"s{seed}-{customerId}-",
            Profile = new CustomerProfile(),
            Place = place,
            OwnIncome = own,
            PartnerIncome = partner,
            PayRule = rule,
            Employed = employed,
            Retired = retired,
            Young = age is 1 or 2,
            Owner = random.Chance(retired ? 0.6 : onBenefit ? 0.05 : 0.15 + (0.1 * age)),
            Children = age is 1 or 2 or 3 && random.Chance(0.5),
            SecondBank = bank < 0.05 ? SecondBank.Income : bank < 0.12 ? SecondBank.Spending : bank < 0.2 ? SecondBank.Savings : SecondBank.None,
            Prudence = prudence,
            Forgetfulness = Math.Min(0.12, random.LogNormal(0.006, 1.1) * (1.5 - prudence)),
            CutBack = random.Between(0.35, 0.95),
            Comfort = random.Between(0.05, 0.3),
            Frailty = Math.Min(4, random.LogNormal(0.8, 0.7)),
            CardShare = random.Chance(onBenefit ? 0.25 : 0.62) ? random.Between(0.05, 0.3) : 0,
            PaysCardInFull = random.Chance(0.35 + (0.4 * prudence)),
            TakesPaydayLoans = random.Chance(0.38 - (0.3 * prudence)),
            HasFamilyHelp = random.Chance(0.35),
            HoardsCash = random.Chance(0.25),
            NightOwl = random.Unit() * (age < 2 ? 1 : 0.5),
            Gambles = random.Chance(0.1),
            SavingsGoal = Math.Min(14, random.LogNormal(0.9 * (0.3 + prudence), 1.0)),
            GetsBonus = employed && rule is PayRule.LastWorkingDay or PayRule.DayOfMonth && random.Chance(0.3),
            Budgets = [],
            Taste = (uint)random.Next(),
        };
        return persona with { Profile = DrawProfile(persona, age, index, ref random), Budgets = new long[SpendKind.All.Length] };
    }

    private static Place DrawPlace(ref Randomness random)
    {
        var total = 0;
        foreach (var place in Place.All)
            total += place.Weight;
        var luck = random.Below(total);
        foreach (var place in Place.All)
        {
            luck -= place.Weight;
            if (luck < 0)
                return place;
        }

        throw new InvalidOperationException("The weights of places do not add up.");
    }

    private static int WeightedAge(ref Randomness random) => random.Unit() switch { < 0.14 => 0, < 0.4 => 1, < 0.65 => 2, < 0.84 => 3, _ => 4 };

    private static CustomerProfile DrawProfile(Persona persona, int age, int index, ref Randomness random)
    {
        var languages = persona.Place.Languages;
        return new CustomerProfile
        {
            Name = Names.Draw(persona.Place.Culture, ref random),
            TimeZone = persona.Place.TimeZone,
            Language = languages[random.Below(languages.Length)],
            Email = $"customer{index:000000}@example.com",

            // 555-0100 to 555-0199 is reserved for fiction.
            Phone = $"+1{AreaCodes[index / 100 % AreaCodes.Length]}55501{index % 100:00}",
            Consents = new Consents { Email = random.Chance(0.93), Sms = random.Chance(0.8), Phone = random.Chance(0.6) },
            PayCycle = persona.PayRule switch
            {
                PayRule.Weekly => PayCycle.Weekly,
                PayRule.Fortnightly => PayCycle.Fortnightly,
                PayRule.Gig => PayCycle.Irregular,
                _ => PayCycle.Monthly,
            },
            Segment = persona.Retired ? "retired" : persona.PayRule == PayRule.Gig ? "self-employed" : age == 0 ? "young" : persona.Children ? "family" : "mass",
            AgeBand = AgeBands[age],
            Region = persona.Place.Region,
        };
    }
}
