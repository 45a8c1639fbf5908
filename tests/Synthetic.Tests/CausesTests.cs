using PreDelinquency.Domain.Transactions;
namespace PreDelinquency.Synthetic.Tests;

public sealed class CausesTests
{
    private const int Customers = 1500;
    private static readonly List<CutOff> CutOffs = Collect();

    [Fact]
    public void Three_to_six_percent_miss_a_payment_14_to_30_days_after_a_cut_off() =>
        Assert.InRange(CutOffs.Count(c => c.Misses) / (double)CutOffs.Count, 0.03, 0.06);

    [Fact]
    public void Most_misses_have_a_cause_that_was_at_work_before_and_some_have_none()
    {
        var misses = CutOffs.Where(c => c.Misses).ToList();
        Assert.InRange(misses.Count(c => c.TroubleWithinHalfAYear) / (double)misses.Count, 0.55, 0.9);
    }

    [Fact]
    public void Trouble_makes_a_miss_many_times_likelier_yet_most_people_in_trouble_cope()
    {
        var inTrouble = Rate(CutOffs.Where(c => c.InTrouble));
        var calm = Rate(CutOffs.Where(c => !c.TroubleWithinHalfAYear));
        Assert.InRange(inTrouble, 0.08, 0.4);
        Assert.True(inTrouble > 5 * calm, $"{inTrouble:P1} against {calm:P1}");
    }

    [Fact]
    public void Look_alikes_without_trouble_seldom_end_in_a_miss()
    {
        var rate = Rate(CutOffs.Where(c => c.OnlyLookAlike));
        Assert.True(rate < 0.5 * Rate(CutOffs.Where(c => c.InTrouble)), $"{rate:P1}");
    }

    [Fact]
    public void Every_cause_and_every_look_alike_happens()
    {
        var kinds = new HashSet<EpisodeKind>();
        var population = new Population(new PopulationOptions { Customers = Customers });
        for (var i = 0; i < Customers; i++)
        {
            foreach (var episode in Lived.On(population.CreateLife(i), 30).Life.History)
            {
                kinds.Add(episode.Kind);
                Assert.True(episode.End >= episode.Onset);
                Assert.InRange(episode.Depth, 0.01, 10);
            }
        }

        Assert.Equal(Enum.GetValues<EpisodeKind>(), kinds.Order());
    }

    [Fact]
    public void Hardship_does_not_drift_over_the_years()
    {
        var population = new Population(new PopulationOptions { Customers = 600 });
        var byYear = new double[4];
        for (var i = 0; i < 600; i++)
        {
            var life = population.CreateLife(i);
            for (var year = 0; year < byYear.Length; year++)
            {
                var missed = new List<MissedPayment>();
                for (var day = 0; day < 365; day++)
                    life.LiveDayUnseen(missed);
                byYear[year] += missed.Count / 600.0;
            }
        }

        Assert.InRange(byYear[3] / byYear[0], 0.4, 1.8);
    }

    private static double Rate(IEnumerable<CutOff> cutOffs) => cutOffs.Average(c => c.Misses ? 1.0 : 0);

    private static List<CutOff> Collect()
    {
        var result = new List<CutOff>();
        var population = new Population(new PopulationOptions { Customers = Customers });
        for (var i = 0; i < Customers; i++)
        {
            var life = population.CreateLife(i);
            var missed = new List<MissedPayment>();
            var days = new List<(DateOnly Date, bool Trouble, bool Recent, bool LookAlike)>();
            for (var day = 0; day < 365; day++)
            {
                if (day is >= 60 and <= 330 && day % 30 == 0)
                {
                    var today = life.Today.AddDays(-1);
                    days.Add((
                        today,
                        life.CurrentCauses.Count > 0,
                        life.History.Any(e => e.Kind.IsTrouble() && e.End.DayNumber >= today.DayNumber - 180),
                        life.LookAlikes.Count > 0));
                }

                life.LiveDayUnseen(missed);
            }

            foreach (var (date, trouble, recent, lookAlike) in days)
            {
                var misses = missed.Any(m => m.MissedOn > date.AddDays(14) && m.MissedOn <= date.AddDays(30));
                result.Add(new CutOff(misses, trouble, recent, lookAlike && !recent));
            }
        }

        return result;
    }

    private sealed record CutOff(bool Misses, bool InTrouble, bool TroubleWithinHalfAYear, bool OnlyLookAlike);
}
