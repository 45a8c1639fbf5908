using PreDelinquency.Engine.Internal;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Tests;

public sealed class KnownTransactionsTests : IDisposable
{
    private readonly MemoryStore _store = new(keepsLog: true);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Ids_are_bounded_however_they_come()
    {
        var known = new KnownTransactions(_store, maxIds: 10);
        var (one, other) = (new CustomerEntry("a", 1, 0, 0), new CustomerEntry("b", 2, 0, 1));
        for (var i = 0; i < 100; i++)
        {
            Assert.True(known.TryBury(one, $"late {i}", [Uncommitted(one, i)]));
            Assert.InRange(known.Ids, 0, 10);
            known.Note(one, $"new {i}");
            Assert.InRange(known.Ids, 0, 10);
        }

        Assert.True(known.TryBury(other, "late", []));
        Assert.False(known.TryBury(other, "late", []));
        known.DropUnused();
        known.DropUnused();
        Assert.Equal(0, known.Ids);
    }

    // What was dropped is found again among the units that the store may not know yet.
    private static PendingUnit Uncommitted(CustomerEntry entry, int before)
    {
        var unit = new PendingUnit(null);
        if (before > 0)
            unit.Unit.DeadLetters.Add(new DeadLetterEntry(new DeadLetter("", "", "late", RandomPopulation.Start), entry.No, $"late {before - 1}"));
        return unit;
    }

    [Fact]
    public void What_is_bounded_away_is_still_known()
    {
        var known = new KnownTransactions(_store, maxIds: 3);
        var entry = new CustomerEntry("a", 1, 0, 0);
        var unit = new PendingUnit(null);
        for (var i = 0; i < 20; i++)
        {
            Assert.True(known.TryBury(entry, $"late {i}", [unit]));
            unit.Unit.DeadLetters.Add(new DeadLetterEntry(new DeadLetter("", "", "late", RandomPopulation.Start), entry.No, $"late {i}"));
        }

        for (var i = 0; i < 20; i++)
            Assert.False(known.TryBury(entry, $"late {i}", [unit]));
    }
}
