using System.Buffers;
using PreDelinquency.Domain.Behaviour;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.State;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Domain.Tests.Behaviour;

public sealed class RollingBehaviourProperties
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Features_equal_a_naive_recomputation_after_every_prefix(int seed)
    {
        var history = RandomHistory.Of(seed);
        var behaviour = new RollingBehaviour();
        var random = new Random(seed);
        for (var n = 1; n <= history.Count; n++)
        {
            Assert.Equal(Applied.Accepted, behaviour.Apply(history[n - 1]));
            var asOf = behaviour.LatestDay + (random.Next(3) == 0 ? random.Next(120) : 0);
            AssertEqual(Naive(history.Take(n).ToList(), asOf), FeaturesOf(behaviour, asOf), $"seed {seed}, prefix {n}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Order_within_the_lateness_horizon_leaves_no_trace(int seed)
    {
        var history = RandomHistory.Of(seed, 400);
        var inOrder = After(history);
        for (var shuffle = 1; shuffle <= 4; shuffle++)
            Assert.Equal(Bytes(inOrder), Bytes(After(RandomHistory.Shuffled(history, seed + (1000 * shuffle)))));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Duplicates_change_nothing(int seed)
    {
        var history = RandomHistory.Of(seed);
        var random = new Random(seed);
        var once = After(history);
        var repeated = new RollingBehaviour();
        for (var i = 0; i < history.Count; i++)
        {
            Assert.Equal(Applied.Accepted, repeated.Apply(history[i]));
            var earlier = history[random.Next(Math.Max(0, i - 6), i + 1)];
            Assert.NotEqual(Applied.Accepted, repeated.Apply(earlier));
        }

        Assert.Equal(Bytes(once), Bytes(repeated));
    }

    [Fact]
    public void A_B_A_counts_two()
    {
        var (a, b) = (RandomHistory.Of(1)[0], RandomHistory.Of(1)[0] with { TransactionId = "b" });
        var behaviour = new RollingBehaviour();

        Assert.Equal([Applied.Accepted, Applied.Accepted, Applied.Duplicate], new[] { a, b, a }.Select(behaviour.Apply));
        Assert.Equal(2, behaviour.TransactionCount);
    }

    [Fact]
    public void A_busy_customer_is_still_deduplicated()
    {
        var one = RandomHistory.Of(1)[0];
        var behaviour = new RollingBehaviour();
        for (var i = 0; i < 5000; i++)
            Assert.Equal(Applied.Accepted, behaviour.Apply(one with { TransactionId = $"x{i}", Timestamp = one.Timestamp.AddMinutes(i * 5) }));

        var latest = one.Timestamp.AddMinutes(4999 * 5);
        for (var i = 0; i < 5000; i++)
        {
            var age = (latest.Date - one.Timestamp.AddMinutes(i * 5).Date).Days;
            Assert.Equal(age <= 7 ? Applied.Duplicate : Applied.TooLate, behaviour.Apply(one with { TransactionId = $"x{i}", Timestamp = one.Timestamp.AddMinutes(i * 5) }));
        }

        Assert.Equal(Bytes(behaviour), Bytes(Restored(behaviour)));
    }

    [Fact]
    public void Eight_days_late_is_too_late_and_seven_is_not()
    {
        var one = RandomHistory.Of(1)[0];
        var behaviour = new RollingBehaviour();
        behaviour.Apply(one);

        Assert.Equal(Applied.TooLate, behaviour.Apply(one with { TransactionId = "x", Timestamp = one.Timestamp.AddDays(-8) }));
        Assert.Equal(Applied.Accepted, behaviour.Apply(one with { TransactionId = "y", Timestamp = one.Timestamp.AddDays(-7) }));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stored_state_goes_on_as_if_never_stored(int seed)
    {
        var history = RandomHistory.Of(seed);
        var whole = new RollingBehaviour();
        var interrupted = new RollingBehaviour();
        foreach (var t in history)
        {
            whole.Apply(t);
            interrupted = Restored(interrupted);
            interrupted.Apply(t);
            Assert.Equal(Bytes(whole), Bytes(interrupted));
        }
    }

    [Fact]
    public void Amounts_at_the_limit_do_not_overflow()
    {
        var one = RandomHistory.Of(1)[0] with { Amount = Money.Largest, Direction = Direction.Debit, Category = Category.Dining, Status = TransactionStatus.Completed };
        var behaviour = new RollingBehaviour();
        for (var i = 0; i < 120_000; i++)
            behaviour.Apply(one with { TransactionId = $"x{i}" });
        behaviour.Apply(one with { TransactionId = "later", Timestamp = one.Timestamp.AddDays(100) });
        behaviour.Apply(one with { TransactionId = "last", Timestamp = one.Timestamp.AddDays(200) });

        Assert.All(FeaturesOf(behaviour, behaviour.LatestDay), v => Assert.False(double.IsInfinity(v)));
    }

    [Fact]
    public void Applying_and_reading_allocate_nothing_once_the_arrays_have_grown()
    {
        var history = RandomHistory.Of(7, 1500);
        var span = TimeSpan.FromDays((history[^1].Timestamp - history[0].Timestamp).Days + 2);
        var behaviour = new RollingBehaviour();
        var features = new double[FeatureCatalogue.Count];
        long before = 0;
        for (var round = 0; round < 3; round++)
        {
            // The same life three times over: from the third on it is never busier than before.
            var life = history.ConvertAll(t => t with { TransactionId = $"{t.TransactionId}/{round}", Timestamp = t.Timestamp + (span * round) });
            before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var t in life)
            {
                behaviour.Apply(t);
                behaviour.Features(behaviour.LatestDay, features);
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4500, behaviour.TransactionCount);
    }

    private static double[] Naive(List<Transaction> events, int asOfDay)
    {
        var view = new BehaviourView(new double[BehaviourView.BufferLength], new BillRhythm[BehaviourView.BillKinds]);
        NaiveBehaviour.Fill(ref view, events, asOfDay);
        var values = new double[FeatureCatalogue.Count];
        FeatureCatalogue.Compute(view, values);
        return values;
    }

    private static double[] FeaturesOf(RollingBehaviour behaviour, int asOfDay)
    {
        var values = new double[FeatureCatalogue.Count];
        behaviour.Features(asOfDay, values);
        return values;
    }

    private static void AssertEqual(double[] expected, double[] actual, string where)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            var equal = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) <= 1e-9 * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(equal, $"{where}: {FeatureCatalogue.All[i].Name} is {actual[i]:R} instead of {expected[i]:R}");
        }
    }

    private static RollingBehaviour After(IEnumerable<Transaction> history)
    {
        var behaviour = new RollingBehaviour();
        foreach (var t in history)
            Assert.Equal(Applied.Accepted, behaviour.Apply(t));
        return behaviour;
    }

    private static byte[] Bytes(RollingBehaviour behaviour)
    {
        var buffer = new ArrayBufferWriter<byte>();
        behaviour.Write(new StateWriter(buffer));
        return buffer.WrittenSpan.ToArray();
    }

    private static RollingBehaviour Restored(RollingBehaviour behaviour)
    {
        var reader = new StateReader(Bytes(behaviour));
        return RollingBehaviour.Read(ref reader, Customer.StateVersion);
    }
}
