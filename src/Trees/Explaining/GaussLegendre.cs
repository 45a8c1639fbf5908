namespace PreDelinquency.Trees.Explaining;

/// <summary>Gauss-Legendre quadrature on [0, 1]: n points integrate polynomials up to degree 2n - 1 exactly.</summary>
internal static class GaussLegendre
{
    /// <summary>Fills points (ascending) and weights (their sum is 1) of the same length.</summary>
    /// <remarks>Newton's method on the Legendre recurrence from Tricomi's starting points; 16 digits up to thousands of points.</remarks>
    public static void Fill(Span<double> points, Span<double> weights)
    {
        int n = points.Length;
        for (int i = 0; i < n; i++)
        {
            double x = Math.Cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 0;
            for (int round = 0; round < 100; round++)
            {
                (double value, slope) = Legendre(n, x);
                double step = value / slope;
                x -= step;
                if (Math.Abs(step) < 1e-16)
                {
                    break;
                }
            }

            points[n - 1 - i] = (1 + x) / 2;
            weights[n - 1 - i] = 1 / ((1 - (x * x)) * slope * slope);
        }
    }

    private static (double Value, double Slope) Legendre(int n, double x)
    {
        double previous = 1;
        double value = x;
        for (int k = 2; k <= n; k++)
        {
            (previous, value) = (value, ((((2 * k) - 1) * x * value) - ((k - 1) * previous)) / k);
        }

        return (value, n * ((x * value) - previous) / ((x * x) - 1));
    }
}
