using System.Security.Cryptography;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>
/// In the simulated world the truth can be had: the same lives are lived on with help and without it, under the same luck. What an
/// experiment with a holdout estimates of them is held against that.
/// </summary>
public sealed class KnownEffectTests(KnownEffectTests.World world) : IClassFixture<KnownEffectTests.World>
{
    private const int WatchedDays = 30;
    private const int Experiments = 60;

    [Theory]
    [InlineData(Help.Reminder)]
    [InlineData(Help.DueDateMoved)]
    [InlineData(Help.PaymentsLowered)]
    public void Help_helps(Help help) => Assert.InRange(world.TruthOf(help), 0.005, 0.6);

    [Theory]
    [InlineData(Help.Reminder)]
    [InlineData(Help.DueDateMoved)]
    [InlineData(Help.PaymentsLowered)]
    public void Estimates_hold_the_truth_as_often_as_they_say(Help help)
    {
        var truth = world.TruthOf(help);
        var (covered, sum) = (0, 0.0);
        for (var experiment = 0; experiment < Experiments; experiment++)
        {
            var effect = world.Experiment(help, experiment);
            Assert.NotNull(effect.Uplift);
            sum += effect.Uplift.Value;
            if (effect.Low <= truth && truth <= effect.High)
                covered++;
        }

        // 95% of 60 are 57; fewer than 52 have a chance of 1%.
        Assert.InRange(covered, 52, Experiments);
        Assert.Equal(truth, sum / Experiments, 0.02);
    }

    [Fact]
    public void Where_nobody_is_helped_hardly_any_experiment_says_so()
    {
        var wrong = Enumerable.Range(0, Experiments).Count(experiment => world.Experiment(null, experiment) is { Verdict: EffectVerdict.Helps or EffectVerdict.Harms });
        // Helps has 2.5% in one look, harms less: 1.5 of 60.
        Assert.InRange(wrong, 0, 5);
    }

    /// <summary>Customers in trouble, and what became of their payments.</summary>
    public sealed class World
    {
        private const int Customers = 4000;
        private const int Lucks = 6;
        private readonly ContactPolicy _policy = PolicyBundle.Default.Policy;
        private readonly List<Life> _lives = [];
        private readonly Dictionary<Help, double> _truths = [];

        public World()
        {
            var population = new Population(new PopulationOptions { Customers = Customers, Seed = 31 });
            for (var i = 0; i < Customers; i++)
            {
                // A warmed-up life has causes in full swing on its first day.
                var life = population.CreateLife(i);
                if (life.CurrentCauses.Count > 0)
                    _lives.Add(life);
            }

            foreach (var help in Enum.GetValues<Help>())
            {
                _truths[help] = Enumerable.Range(0, Lucks).Average(luck =>
                    _lives.Average(life => (PaysOnTime(life, help, (ulong)luck) ? 1.0 : 0) - (PaysOnTime(life, null, (ulong)luck) ? 1.0 : 0)));
            }
        }

        public double TruthOf(Help help) => _truths[help];

        /// <summary>A bank draws its holdout, helps all others, and sees one future of each.</summary>
        public Effect Experiment(Help? help, int number)
        {
            var key = SHA256.HashData(BitConverter.GetBytes(number));
            var share = _policy.Levels[RiskLevel.High].HoldoutPercent / 100;
            List<EffectUnit> units = [.. _lives.Select(life =>
            {
                var heldOut = HoldoutDraw.Of(key, life.CustomerId) < share;
                var onTime = PaysOnTime(life, heldOut ? null : help, 1000 + (ulong)number);
                return new EffectUnit(life.CustomerId, RiskLevel.High, Driver.IncomeDrop, ContactChannel.Sms, "en/income_drop/high/sms", share, heldOut, heldOut ? [] : [Units.Sent(ContactChannel.Sms)], onTime, 0.3);
            })];
            return EffectExamination.Of(units, _policy).All;
        }

        private static bool PaysOnTime(Life life, Help? help, ulong luck)
        {
            var future = life.Fork(luck);
            if (help is { } received)
                future.Receive(received);
            var missed = new List<MissedPayment>();
            for (var day = 0; day < WatchedDays; day++)
                future.LiveDayUnseen(missed);
            return missed.Count == 0;
        }
    }
}
