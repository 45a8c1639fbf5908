using System.Diagnostics.CodeAnalysis;

namespace PreDelinquency.Trees.Model;

/// <summary>Lengths of rows and of what is asked of them.</summary>
internal static class Shape
{
    public static void Require(int length, int wanted, string name)
    {
        if (length != wanted)
        {
            Throw(length, wanted, name);
        }
    }

    /// <summary>Number of rows in a row-major batch whose target has the given width per row.</summary>
    public static int RowCount(int length, int features, int targetLength, int width, string target)
    {
        int count = length / features;
        if (length % features != 0)
        {
            ThrowNoMultiple(length, features, "rows");
        }

        Require(targetLength, count * width, target);
        return count;
    }

    [DoesNotReturn]
    private static void ThrowNoMultiple(int length, int wanted, string name) =>
        throw new ArgumentException($"{name} has {length} values, a multiple of {wanted} expected.", name);

    [DoesNotReturn]
    private static void Throw(int length, int wanted, string name) =>
        throw new ArgumentException($"{name} has {length} values, {wanted} expected.", name);
}
