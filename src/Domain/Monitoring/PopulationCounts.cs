using System.Buffers.Binary;

namespace PreDelinquency.Domain.Monitoring;

/// <summary>How features and scores are spread over some customers and days, in the bins of a reference. Not thread-safe.</summary>
public sealed class PopulationCounts
{
    /// <summary>
    /// Days of history from which on customers are compared with training: a year, live as in the reference. A habit is a mean in
    /// which days fade with a half-life of 90, and has seen every season only then: of younger customers features are spread
    /// otherwise for that reason alone.
    /// </summary>
    public const int LeastHistoryDays = 365;

    private readonly int[] _counts;

    /// <param name="bins">Bins of all quantities of the reference together.</param>
    public PopulationCounts(int bins) => _counts = new int[bins];

    private PopulationCounts(int[] counts) => _counts = counts;

    /// <summary>Per bin of all quantities.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Counts one customer on one day.</summary>
    /// <param name="reference">Says where values belong.</param>
    /// <param name="features">In catalogue order; NaN where not known.</param>
    /// <param name="probability">The score.</param>
    public void Add(PopulationReference reference, ReadOnlySpan<double> features, double probability)
    {
        ArgumentNullException.ThrowIfNull(reference);
        for (var i = 0; i < features.Length; i++)
            _counts[reference.BinOf(i, features[i])]++;
        _counts[reference.BinOf(features.Length, probability)]++;
    }

    /// <summary>Adds what was counted elsewhere.</summary>
    /// <exception cref="ArgumentException">It was counted by another reference.</exception>
    public void Add(PopulationCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._counts.Length != _counts.Length)
            throw new ArgumentException($"{other._counts.Length} bins are not {_counts.Length}.", nameof(other));
        for (var i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
    }

    /// <summary>Counts per bin, as <see cref="Counts"/> gave them.</summary>
    public static PopulationCounts Of(ReadOnlySpan<int> counts) => new(counts.ToArray());

    /// <summary>Little-endian 32-bit numbers, one per bin.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_counts.Length * sizeof(int)];
        for (var i = 0; i < _counts.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), _counts[i]);
        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static PopulationCounts FromBytes(ReadOnlySpan<byte> bytes)
    {
        var counts = new int[bytes.Length / sizeof(int)];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * sizeof(int))..]);
        return new PopulationCounts(counts);
    }
}
