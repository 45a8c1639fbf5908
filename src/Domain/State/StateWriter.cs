using System.Buffers;
using System.Buffers.Binary;

namespace PreDelinquency.Domain.State;

/// <summary>Appends little-endian fields to a buffer.</summary>
internal readonly ref struct StateWriter(IBufferWriter<byte> output)
{
    private readonly IBufferWriter<byte> _output = output;

    public void Byte(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_output.GetSpan(2), value);
        _output.Advance(2);
    }

    public void Int32(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_output.GetSpan(4), value);
        _output.Advance(4);
    }

    public void UInt32(uint value) => Int32(unchecked((int)value));

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_output.GetSpan(8), value);
        _output.Advance(8);
    }

    public void UInt64(ulong value) => Int64(unchecked((long)value));

    /// <summary>NaN is written in one form only, so that equal states give equal bytes.</summary>
    public void Single(float value) => Int32(float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToInt32Bits(value));

    /// <inheritdoc cref="Single"/>
    public void Double(double value) => Int64(double.IsNaN(value) ? 0x7FF8000000000000 : BitConverter.DoubleToInt64Bits(value));
}
