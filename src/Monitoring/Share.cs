namespace PreDelinquency.Monitoring;

/// <summary>How many of some have a property, counted so that each is independent of the others.</summary>
/// <param name="Having">Those that have it; not whole where they were weighted.</param>
/// <param name="All">All of them, more than 0.</param>
public readonly record struct Share(double Having, double All)
{
    /// <summary>0 to 1.</summary>
    public double Value => Having / All;

    /// <summary>
    /// Of observations of which several belong to one customer, and are therefore alike: both counts divided by the design
    /// effect (Rao and Scott, A simple method for the analysis of clustered binary data, Biometrics 48, 1992), which is
    /// taken as 1 at least. Where all or none have the property their likeness shows nowhere, and is taken as complete.
    /// </summary>
    /// <param name="customers">Per customer, observations that have the property, and all; one customer at least.</param>
    public static Share OfCustomers(IReadOnlyCollection<(int Having, int All)> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        return OfWeighted([.. customers.Select(c => ((double)c.Having, (double)c.All, (double)c.All))]);
    }

    /// <summary>
    /// The same of observations that count by weight, which are worth as much as fewer of equal weight: the square of the weights' sum
    /// divided by the sum of their squares (Kish, Survey Sampling, 1965, section 11.7).
    /// </summary>
    /// <param name="customers">Per customer, the weights of observations that have the property, those of all, and the squares of these; one customer at least.</param>
    public static Share OfWeighted(IReadOnlyCollection<(double Having, double All, double Squares)> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var (having, all, squares) = (customers.Sum(c => c.Having), customers.Sum(c => c.All), customers.Sum(c => c.Squares));
        var value = having / all;
        var n = customers.Count;
        var effect = having <= 0 || having >= all || n < 2
            ? customers.Sum(c => c.All * c.All) / squares
            : n / (n - 1.0) * customers.Sum(c => Square(c.Having - (value * c.All))) / (squares * value * (1 - value));
        var (worth, design) = (all / squares, Math.Max(1, effect));
        return new Share(having * worth / design, all * worth / design);
    }

    /// <summary>The score interval (Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927).</summary>
    /// <param name="z">Quantile of the normal distribution, like 1.96.</param>
    public (double Low, double High) Interval(double z)
    {
        var (middle, half, all) = (Value + (z * z / (2 * All)), z * Math.Sqrt((Value * (1 - Value) / All) + (z * z / (4 * All * All))), 1 + (z * z / All));
        return (Having <= 0 ? 0 : (middle - half) / all, Having >= All ? 1 : (middle + half) / all);
    }

    /// <summary>
    /// Interval of this share divided by another (MOVER-R: Donner and Zou, Closed-form confidence intervals for functions of
    /// the normal mean and standard deviation, Statistical Methods in Medical Research 21, 2012, equation 9); without an upper
    /// end where the other may be 0.
    /// </summary>
    public (double Low, double High) RatioTo(Share other, double z)
    {
        var ((low, high), (otherLow, otherHigh)) = (Interval(z), other.Interval(z));
        var product = Value * other.Value;
        var (first, last) = (low * ((2 * Value) - low), high * ((2 * Value) - high));
        var (below, above) = (otherHigh * ((2 * other.Value) - otherHigh), otherLow * ((2 * other.Value) - otherLow));

        // The lower end with its root in the denominator, where it stays defined whatever the divisor's interval is.
        return (
            Value == 0 ? 0 : first / (product + Root((product * product) - (first * below))),
            above > 0 ? (product + Root((product * product) - (last * above))) / above : double.PositiveInfinity);
    }

    /// <summary>
    /// Interval of this share less another (method 10 of Newcombe, Interval estimation for the difference between independent
    /// proportions, Statistics in Medicine 17, 1998).
    /// </summary>
    public (double Low, double High) Less(Share other, double z)
    {
        var ((low, high), (otherLow, otherHigh)) = (Interval(z), other.Interval(z));
        var difference = Value - other.Value;
        return (
            difference - Math.Sqrt(Square(Value - low) + Square(otherHigh - other.Value)),
            difference + Math.Sqrt(Square(high - Value) + Square(other.Value - otherLow)));
    }

    private static double Square(double x) => x * x;

    private static double Root(double x) => Math.Sqrt(Math.Max(0, x));
}
