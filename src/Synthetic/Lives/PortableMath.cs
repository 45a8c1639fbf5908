namespace PreDelinquency.Synthetic.Lives;

/// <summary>
/// Exponential and logarithm from additions and multiplications only, so that a population is the same bit by bit on
/// every processor and C library; accurate to about 1e-12, which is far more than money needs.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417232121458;

    /// <summary>e to the power x, for -700 to 700.</summary>
    public static double Exp(double x)
    {
        var k = Math.Floor((x / Ln2) + 0.5);
        var r = x - (k * Ln2);
        var sum = 1.0;
        for (var i = 14; i >= 1; i--)
            sum = 1 + (sum * r / i);
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>The natural logarithm of a positive normal number.</summary>
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var k = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            k++;
        }

        var t = (mantissa - 1) / (mantissa + 1);
        var square = t * t;
        var sum = 0.0;
        for (var i = 17; i >= 1; i -= 2)
            sum = (sum * square) + (1.0 / i);
        return (k * Ln2) + (2 * t * sum);
    }
}
