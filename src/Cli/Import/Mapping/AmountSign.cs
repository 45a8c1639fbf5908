namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>What the sign of an amount says.</summary>
internal enum AmountSign
{
    /// <summary>There is none; a negative amount is an error.</summary>
    Unsigned,

    /// <summary>Nothing.</summary>
    Ignored,

    /// <summary>Negative is money that goes out.</summary>
    NegativeIsDebit,

    /// <summary>Negative is money that comes in, as on a card statement.</summary>
    NegativeIsCredit,
}
