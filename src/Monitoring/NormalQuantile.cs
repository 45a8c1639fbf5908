namespace PreDelinquency.Monitoring;

/// <summary>Quantiles of the standard normal distribution, to 7 digits (PPND7 of Wichura, Algorithm AS 241, Applied Statistics 37, 1988).</summary>
public static class NormalQuantile
{
    /// <param name="p">More than 0 and less than 1.</param>
    public static double Of(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var s = 0.180625 - (q * q);
            return q * ((((((59.109374720 * s) + 159.29113202) * s) + 50.434271938) * s) + 3.3871327179)
                / ((((((67.187563600 * s) + 78.757757664) * s) + 17.895169469) * s) + 1);
        }

        var r = Math.Sqrt(-Math.Log(Math.Min(p, 1 - p)));
        if (r <= 5)
        {
            r -= 1.6;
            r = ((((((0.17023821103 * r) + 1.3067284816) * r) + 2.7568153900) * r) + 1.4234372777) / ((((0.12021132975 * r) + 0.73700164250) * r) + 1);
        }
        else
        {
            r -= 5;
            r = ((((((0.017337203997 * r) + 0.42868294337) * r) + 3.0812263860) * r) + 6.6579051150) / ((((0.012258202635 * r) + 0.24197894225) * r) + 1);
        }

        return q < 0 ? -r : r;
    }
}
