using System.Text;

namespace PreDelinquency.Domain.Transactions;

/// <summary>The snake_case names of an enumeration as they stand on the wire, in both directions without allocation.</summary>
public static class WireNames<T>
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();
    private static readonly string[] Names = [.. Values.Select(v => SnakeCase(v.ToString()))];
    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The wire name of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a declared value.</exception>
    public static string Of(T value)
    {
        var index = Array.IndexOf(Values, value);
        return index >= 0 ? Names[index] : throw new ArgumentOutOfRangeException(nameof(value), value, $"is not a {typeof(T).Name}.");
    }

    /// <summary>Finds the value that a UTF-8 name stands for.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out T value)
    {
        for (var i = 0; i < Utf8Names.Length; i++)
        {
            if (name.SequenceEqual(Utf8Names[i]))
            {
                value = Values[i];
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds the value that a name stands for.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out T value)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (name.SequenceEqual(Names[i]))
            {
                value = Values[i];
                return true;
            }
        }

        value = default;
        return false;
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
