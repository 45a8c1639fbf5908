using System.Buffers.Binary;

namespace PreDelinquency.Domain.State;

/// <summary>Reads what <see cref="StateWriter"/> wrote; every read past the end is an <see cref="InvalidDataException"/>.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => unchecked((uint)Int32());

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public float Single() => BitConverter.Int32BitsToSingle(Int32());

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    /// <summary>Reads a count and checks that so many elements of a size can follow.</summary>
    public int Count(int elementSize)
    {
        var count = Int32();
        return count >= 0 && (long)count * elementSize <= _rest.Length
            ? count
            : throw new InvalidDataException($"The customer state is damaged: {count} elements cannot follow.");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length)
            throw new InvalidDataException("The customer state is cut short.");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
