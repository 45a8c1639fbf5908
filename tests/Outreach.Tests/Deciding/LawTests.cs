using FsCheck;
using FsCheck.Fluent;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <summary>The laws of outreach over random interleavings of all that can happen, on the code that decides.</summary>
public sealed class LawTests
{
    private const int Runs = 400;

    private static readonly Gen<Occurrence> Steps =
        from kind in Gen.Frequency(
            (6, Gen.Constant(OccurrenceKind.Advance)),
            (6, Gen.Constant(OccurrenceKind.AdvanceToEdge)),
            (16, Gen.Constant(OccurrenceKind.Propose)),
            (12, Gen.Constant(OccurrenceKind.Due)),
            (24, Gen.Constant(OccurrenceKind.BeginAttempt)),
            (16, Gen.Constant(OccurrenceKind.EndAttempt)),
            (6, Gen.Constant(OccurrenceKind.Approve)),
            (8, Gen.Constant(OccurrenceKind.EndEpisode)),
            (4, Gen.Elements(OccurrenceKind.OptIn, OccurrenceKind.Unsuppress, OccurrenceKind.CloseObjection)),
            (20, Gen.Elements(Enum.GetValues<OccurrenceKind>())))
        from customer in Gen.Choose(0, 2)
        from a in Gen.Choose(0, 2000)
        from b in Gen.Choose(0, 1000)
        select new Occurrence(kind, customer, a, b);

    // A third of the runs stay under one policy, so that its own rules are what is in the way.
    private static readonly Gen<(int Seed, Occurrence[] Steps)> Lives =
        from seed in Gen.Choose(1, 1_000_000)
        from policy in Gen.Choose(0, 14)
        from length in Gen.Choose(1, 500)
        from steps in Steps.ArrayOf(length)
        let first = new Occurrence(OccurrenceKind.ReloadPolicy, 0, policy, 0)
        select (seed, policy < 5 ? [first, .. steps.Where(s => s.Kind != OccurrenceKind.ReloadPolicy)] : (Occurrence[])[first, .. steps]);

    public static TheoryData<Law> Laws => [.. Enum.GetValues<Law>()];

    [Theory]
    [MemberData(nameof(Laws))]
    public void The_law_holds_whatever_happens(Law law) =>
        Prop.ForAll(Arb.From(Lives, Smaller), life =>
        {
            var broken = OutreachSimulation.Run(life.Seed, life.Steps).Violations.FirstOrDefault(v => v.Law == law);
            Assert.True(broken is null, $"{broken?.What}\nseed {life.Seed}: {string.Join(" ", life.Steps.AsEnumerable())}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(4711, (ulong)(2 * (int)law) + 1));

    [Fact]
    public void The_lives_are_rich_enough_to_break_laws_in()
    {
        var lives = Lives.Sample(Runs, new Rnd(4711, 1), 30).ToList();
        var simulations = lives.Select(l => OutreachSimulation.Run(l.Seed, l.Steps)).ToList();
        var records = simulations.SelectMany(s => s.Records).ToList();
        var handOvers = simulations.SelectMany(s => s.HandOvers).ToList();

        // Every rule decided somewhere, but for those that are no question.
        var expected = Enum.GetValues<ContactRule>().Where(r => r is <= ContactRule.Budget and not (ContactRule.TimeZone or >= ContactRule.ChannelEnabled and <= ContactRule.AttemptCap));
        Assert.Equal(expected, records.Select(r => r.Action.Rule).OfType<ContactRule>().Distinct().Order());
        var skipped = records.SelectMany(r => r.Answers).Where(a => a.Verdict == RuleVerdict.SkipChannel).Select(a => a.Rule).Distinct().Order();
        Assert.Equal([ContactRule.Consent, ContactRule.OptOut, ContactRule.Address, ContactRule.ChannelUsed, ContactRule.AttemptCap], skipped);
        Assert.Equal(Enum.GetValues<ContactChannel>(), handOvers.Select(h => h.Channel).Distinct().Order());
        Assert.Equal(Enum.GetValues<AttemptResult>(), handOvers.Select(h => h.Result).OfType<AttemptResult>().Distinct().Order());
        Assert.True(handOvers.Count > 3 * Runs, $"{handOvers.Count} messages in {Runs} lives");
        Assert.True(simulations.Sum(s => s.Withheld) > Runs, $"{simulations.Sum(s => s.Withheld)} times withheld in {Runs} lives");
    }

    private static IEnumerable<(int Seed, Occurrence[] Steps)> Smaller((int Seed, Occurrence[] Steps) life)
    {
        for (var size = life.Steps.Length / 2; size > 0; size /= 2)
        {
            for (var from = 0; from < life.Steps.Length; from += size)
                yield return (life.Seed, [.. life.Steps.Take(from), .. life.Steps.Skip(from + size)]);
        }
    }
}
