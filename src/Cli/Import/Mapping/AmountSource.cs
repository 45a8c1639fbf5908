namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>Where an amount comes from: one column, or one for each direction.</summary>
internal sealed record AmountSource
{
    public string? Column { get; init; }

    public AmountSign Sign { get; init; }

    /// <summary>Holds the amount of what comes in; empty on other rows.</summary>
    public string? CreditColumn { get; init; }

    /// <summary>Holds the amount of what goes out; empty on other rows.</summary>
    public string? DebitColumn { get; init; }

    /// <summary>Whether the amount tells the direction too.</summary>
    public bool GivesDirection => Column is null || Sign is AmountSign.NegativeIsDebit or AmountSign.NegativeIsCredit;

    /// <summary>The columns that are read.</summary>
    public IEnumerable<string> Columns => Column is null ? [CreditColumn!, DebitColumn!] : [Column];

    /// <summary>Reads the field <c>amount</c> of a mapping.</summary>
    public static AmountSource Read(YamlSection fields)
    {
        var section = fields.Section("amount", shorthand: "column");
        var source = new AmountSource
        {
            Column = section.OptionalText("column"),
            CreditColumn = section.OptionalText("credit_column"),
            DebitColumn = section.OptionalText("debit_column"),
            Sign = section.OptionalWord("sign", "unsigned", "ignored", "negative_is_debit", "negative_is_credit") switch
            {
                "ignored" => AmountSign.Ignored,
                "negative_is_debit" => AmountSign.NegativeIsDebit,
                "negative_is_credit" => AmountSign.NegativeIsCredit,
                _ => AmountSign.Unsigned,
            },
        };
        section.RefuseOtherKeys();
        var pair = source is { CreditColumn: not null, DebitColumn: not null };
        if (source.Column is null != pair || (source.Column is not null && (source.CreditColumn ?? source.DebitColumn) is not null))
            throw fields.Error("amount", "needs either column, or both credit_column and debit_column");
        if (pair && source.Sign is not (AmountSign.Unsigned or AmountSign.Ignored))
            throw section.Error("sign", "must be unsigned or ignored where each direction has a column");
        return source;
    }
}
