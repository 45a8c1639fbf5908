using System.Buffers;

namespace PreDelinquency.Storage.Sqlite;

/// <summary>
/// A list of rows by customer: per customer, in order of number, the distance to the number before, the count of rows, and
/// each row's distance to the one before (the first's to the block's start); all as variable-length integers, seven bits to
/// a byte, lowest first.
/// </summary>
internal static class PostingBlock
{
    /// <param name="entries">Sorted by customer, then by row.</param>
    /// <param name="start">At most the lowest row.</param>
    /// <param name="output">Where the list goes.</param>
    public static void Write(ReadOnlySpan<(int CustomerNo, long Row)> entries, long start, IBufferWriter<byte> output)
    {
        var before = 0;
        for (var i = 0; i < entries.Length;)
        {
            var customer = entries[i].CustomerNo;
            var end = i;
            while (end < entries.Length && entries[end].CustomerNo == customer)
                end++;
            Write((ulong)(customer - before), output);
            Write((ulong)(end - i), output);
            before = customer;
            for (var row = start; i < end; i++)
            {
                Write((ulong)(entries[i].Row - row), output);
                row = entries[i].Row;
            }
        }
    }

    /// <summary>Appends a customer's rows, lowest first.</summary>
    /// <exception cref="InvalidDataException">The list is damaged.</exception>
    public static void Read(ReadOnlySpan<byte> list, long start, int customerNo, List<long> rows)
    {
        long customer = 0;
        for (var at = 0; at < list.Length;)
        {
            customer += (long)Read(list, ref at);
            var count = Read(list, ref at);
            if (customer > customerNo)
                return;
            var row = start;
            for (var i = 0UL; i < count; i++)
            {
                row += (long)Read(list, ref at);
                if (customer == customerNo)
                    rows.Add(row);
            }
        }
    }

    private static void Write(ulong value, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        output.Advance(length);
    }

    private static ulong Read(ReadOnlySpan<byte> list, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= list.Length)
                throw new InvalidDataException("A list of rows ends in the middle of a number.");
            var b = list[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
                return value;
        }

        throw new InvalidDataException("A list of rows holds a number that is too long.");
    }
}
