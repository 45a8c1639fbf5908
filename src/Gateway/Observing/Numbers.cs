using System.Buffers;
using System.Globalization;

namespace PreDelinquency.Gateway.Observing;

/// <summary>Writes numbers so that they are read back as what they were.</summary>
internal static class Numbers
{
    private const int Longest = 32;

    public static void Write(IBufferWriter<byte> output, double value)
    {
        if (!double.IsFinite(value))
        {
            output.Write(double.IsNaN(value) ? "NaN"u8 : value > 0 ? "+Inf"u8 : "-Inf"u8);
            return;
        }

        value.TryFormat(output.GetSpan(Longest), out var written, provider: CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    /// <summary>Writes a bound as OpenMetrics has it, so that it is the same label in both formats: a whole number gets ".0".</summary>
    public static void WriteBound(IBufferWriter<byte> output, double bound)
    {
        Write(output, bound);
        if (double.IsInteger(bound) && Math.Abs(bound) < 1e15)
            output.Write(".0"u8);
    }
}
