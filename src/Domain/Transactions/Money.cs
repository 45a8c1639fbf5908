namespace PreDelinquency.Domain.Transactions;

/// <summary>
/// An amount of money in the customer's currency, held as a whole number of ten-thousandths, so that sums are exact
/// and do not depend on the order of the summands. At the boundary it is a <see cref="decimal"/>.
/// </summary>
/// <param name="TenThousandths">The amount in units of 0.0001.</param>
public readonly record struct Money(long TenThousandths) : IComparable<Money>
{
    /// <summary>Ten-thousandths in one unit of currency.</summary>
    public const long Scale = 10_000;

    /// <summary>Decimal places that can be held.</summary>
    public const int DecimalPlaces = 4;

    /// <summary>No money.</summary>
    public static readonly Money Zero;

    /// <summary>The largest amount that a wire document may carry: 10,000,000,000.</summary>
    public static readonly Money Largest = new(10_000_000_000L * Scale);

    /// <summary>Converts an amount that is known to be in range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than four decimal places, or beyond ±<see cref="Largest"/>.</exception>
    public static Money FromDecimal(decimal amount) =>
        TryFromDecimal(amount, out var money)
            ? money
            : throw new ArgumentOutOfRangeException(nameof(amount), amount, $"must have at most {DecimalPlaces} decimal places and lie within ±{Largest}.");

    /// <summary>Converts an amount unless it has more than four decimal places or lies beyond ±<see cref="Largest"/>.</summary>
    public static bool TryFromDecimal(decimal amount, out Money money)
    {
        money = default;
        if (Math.Abs(amount) > 10_000_000_000m)
            return false;
        var scaled = amount * Scale;
        if (decimal.Truncate(scaled) != scaled)
            return false;
        money = new Money((long)scaled);
        return true;
    }

    /// <summary>The amount in units of currency, exactly.</summary>
    public decimal ToDecimal() => new decimal(TenThousandths) / Scale;

    /// <summary>The amount in units of currency, to double precision; for statistics.</summary>
    public double ToDouble() => TenThousandths / (double)Scale;

    public int CompareTo(Money other) => TenThousandths.CompareTo(other.TenThousandths);

    public override string ToString() => ToDecimal().ToString("0.00##");

    public static Money operator +(Money a, Money b) => new(a.TenThousandths + b.TenThousandths);

    public static Money operator -(Money a, Money b) => new(a.TenThousandths - b.TenThousandths);

    public static Money operator -(Money a) => new(-a.TenThousandths);

    public static bool operator <(Money a, Money b) => a.TenThousandths < b.TenThousandths;

    public static bool operator >(Money a, Money b) => a.TenThousandths > b.TenThousandths;

    public static bool operator <=(Money a, Money b) => a.TenThousandths <= b.TenThousandths;

    public static bool operator >=(Money a, Money b) => a.TenThousandths >= b.TenThousandths;
}
