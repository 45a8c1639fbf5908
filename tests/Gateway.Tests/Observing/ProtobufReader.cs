using System.Buffers.Binary;

namespace PreDelinquency.Gateway.Tests.Observing;

/// <summary>Reads the fields of a protobuf message, as far as OTLP's messages need it.</summary>
/// <seealso href="https://protobuf.dev/programming-guides/encoding/"/>
internal static class ProtobufReader
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>The fields of a message by number; the bytes of a message within it are a field's <see cref="Field.Bytes"/>.</summary>
    public static ILookup<int, Field> Read(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int Number, Field Field)>();
        var at = 0;
        while (at < message.Length)
        {
            var key = ReadVarint(message.Span, ref at);
            var number = (int)(key >> 3);
            switch ((int)(key & 7))
            {
                case Varint:
                    fields.Add((number, new Field(ReadVarint(message.Span, ref at), default)));
                    break;
                case Fixed64:
                    fields.Add((number, new Field(BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), message.Slice(at, 8))));
                    at += 8;
                    break;
                case Bytes:
                    var length = (int)ReadVarint(message.Span, ref at);
                    fields.Add((number, new Field(0, message.Slice(at, length))));
                    at += length;
                    break;
                case Fixed32:
                    fields.Add((number, new Field(BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), message.Slice(at, 4))));
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Field {number} has the unknown wire type {key & 7}.");
            }
        }

        return fields.ToLookup(f => f.Number, f => f.Field);
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> from, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = from[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    /// <param name="Number">What a field of a number holds.</param>
    /// <param name="Bytes">What a field of bytes, of text or of a message holds.</param>
    internal readonly record struct Field(ulong Number, ReadOnlyMemory<byte> Bytes);
}
