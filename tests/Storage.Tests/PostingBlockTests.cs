using System.Buffers;
using PreDelinquency.Storage.Sqlite;

namespace PreDelinquency.Storage.Tests;

public sealed class PostingBlockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_customer_finds_exactly_its_own_rows(int seed)
    {
        var random = new Random(seed);
        var start = random.NextInt64(1, 1L << 40);
        var entries = new List<(int CustomerNo, long Row)>();
        for (var row = start; entries.Count < 2000; row += random.Next(1, 300))
            entries.Add((random.Next(1, 40) * 64, row));
        entries.Sort();

        var list = Written(entries, start);

        for (var customer = 0; customer < 45 * 64; customer += 32)
        {
            var rows = new List<long>();
            PostingBlock.Read(list, start, customer, rows);
            Assert.Equal(entries.Where(e => e.CustomerNo == customer).Select(e => e.Row), rows);
        }
    }

    [Fact]
    public void A_list_that_ends_in_a_number_is_refused()
    {
        var list = Written([(64, 1_000_000)], 1);

        Assert.Throws<InvalidDataException>(() => PostingBlock.Read(list.AsSpan(0, list.Length - 1), 1, 64, []));
    }

    [Fact]
    public void A_number_that_never_ends_is_refused() =>
        Assert.Throws<InvalidDataException>(() => PostingBlock.Read(Enumerable.Repeat((byte)0xff, 20).ToArray(), 1, 64, []));

    private static byte[] Written(List<(int CustomerNo, long Row)> entries, long start)
    {
        var buffer = new ArrayBufferWriter<byte>();
        PostingBlock.Write(entries.ToArray(), start, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
