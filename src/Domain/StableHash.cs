using System.Runtime.InteropServices;

namespace PreDelinquency.Domain;

/// <summary>A 64-bit hash of text that is the same in every process and on every machine. Not for adversaries.</summary>
public static class StableHash
{
    private const ulong K0 = 0x9E3779B97F4A7C15, K1 = 0xBF58476D1CE4E5B9, K2 = 0x94D049BB133111EB;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        var bytes = MemoryMarshal.AsBytes(text);
        var hash = K0 ^ ((ulong)bytes.Length * K1);
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(bytes));
            bytes = bytes[8..];
        }

        ulong rest = 0;
        for (var i = 0; i < bytes.Length; i++)
            rest |= (ulong)bytes[i] << (8 * i);
        return Mix(hash ^ rest);
    }

    /// <summary>The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), a bijection that spreads every bit.</summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * K1;
        x = (x ^ (x >> 27)) * K2;
        return (x ^ (x >> 31)) + K0;
    }
}
