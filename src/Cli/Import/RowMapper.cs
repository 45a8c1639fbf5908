using System.Globalization;
using PreDelinquency.Cli.Import.Mapping;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Import;

/// <summary>Turns one row after another into transactions, finding everything that is wrong with a row at once.</summary>
/// <param name="mapping">How.</param>
/// <param name="now">The present, for the rule on future timestamps.</param>
internal sealed class RowMapper(MappingFile mapping, DateTimeOffset now)
{
    private readonly ContentIds _ids = new();
    private readonly DaySequence _days = new(mapping.Timestamp.WithinDay);

    /// <summary>Whether the mapping leaves a row out.</summary>
    public bool Skips(ICells row)
    {
        foreach (var rule in mapping.Skip)
        {
            if (rule.Matches(row))
                return true;
        }

        return false;
    }

    /// <summary>Maps a row.</summary>
    /// <returns>The transaction, or null where something was added to the problems.</returns>
    public Transaction? Map(CsvCells row, List<RowProblem> problems)
    {
        var before = problems.Count;
        row.Direction = "";
        var amount = ReadAmount(row, problems, out var direction);
        if (mapping.Direction is not null)
            direction = ReadName<Direction>(row, "direction", mapping.Direction, problems);
        if (direction is { } known)
            row.Direction = WireNames<Direction>.Of(known);
        var category = ReadName<Category>(row, "category", mapping.Category, problems);
        var channel = ReadName<Channel>(row, "channel", mapping.Channel, problems);
        var status = ReadName<TransactionStatus>(row, "status", mapping.Status, problems);
        var balance = mapping.BalanceAfter is null ? null : ReadMoney(row, "balance_after", mapping.BalanceAfter, problems);
        var due = ReadDueDate(row, problems);
        var customer = ReadText(row, "customer_id", mapping.CustomerId, problems);
        var timestamp = ReadTimestamp(row, customer, problems);
        var id = mapping.TransactionId is null ? _ids.Next(row.Raw) : ReadText(row, "transaction_id", mapping.TransactionId, problems);
        if (problems.Count > before)
            return null;

        var transaction = new Transaction
        {
            TransactionId = id!,
            CustomerId = customer!,
            Timestamp = timestamp!.Value,
            Amount = amount!.Value,
            Direction = direction!.Value,
            Category = category!.Value,
            Channel = channel!.Value,
            Status = status!.Value,
            BalanceAfter = balance,
            Currency = mapping.Currency?.Find(row),
            Merchant = mapping.Merchant?.Find(row),
            DueDate = due,
        };
        if (TransactionRules.Violation(transaction, now) is not { } violation)
            return transaction;
        problems.Add(Explain(row, violation));
        return null;
    }

    // A rule's message begins with the field that breaks it; the user knows columns.
    private RowProblem Explain(CsvCells row, string violation)
    {
        var field = violation[..Math.Max(0, violation.IndexOf(' ', StringComparison.Ordinal))];
        var columns = mapping.Columns.Where(c => c.Field == field).Select(c => c.Column).ToList();
        return columns.Count == 0
            ? new RowProblem(row.Line, null, null, violation)
            : new RowProblem(row.Line, string.Join('+', columns), string.Join(' ', columns.Select(row.Cell)), violation);
    }

    private Money? ReadAmount(CsvCells row, List<RowProblem> problems, out Direction? direction)
    {
        var source = mapping.Amount;
        direction = null;
        var column = source.Column;
        if (column is null)
        {
            var (credit, debit) = (row.Cell(source.CreditColumn!), row.Cell(source.DebitColumn!));
            if (credit.Length > 0 == debit.Length > 0)
            {
                problems.Add(new RowProblem(row.Line, $"{source.CreditColumn}+{source.DebitColumn}", $"{credit} {debit}".Trim(), "exactly one of the two must hold an amount"));
                return null;
            }

            direction = credit.Length > 0 ? Direction.Credit : Direction.Debit;
            column = credit.Length > 0 ? source.CreditColumn! : source.DebitColumn!;
        }

        var text = row.Cell(column);
        if (ParseMoney(row, column, text, problems) is not { } amount)
            return null;
        if (source.Sign is AmountSign.NegativeIsDebit or AmountSign.NegativeIsCredit)
            direction = amount < Money.Zero == (source.Sign == AmountSign.NegativeIsDebit) ? Direction.Debit : Direction.Credit;
        if (source.Sign != AmountSign.Unsigned && amount < Money.Zero)
            amount = -amount;
        if (amount > Money.Zero)
            return amount;
        problems.Add(new RowProblem(row.Line, column, text, "amount must be more than 0 (a skip entry leaves such rows out; sign says what a negative one means)"));
        return null;
    }

    private Money? ReadMoney(CsvCells row, string field, ValueSource source, List<RowProblem> problems) =>
        source.Find(row) is { } text ? ParseMoney(row, source.Column ?? field, text, problems) : null;

    private Money? ParseMoney(CsvCells row, string column, string text, List<RowProblem> problems)
    {
        var dialect = mapping.Dialect;
        var styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingSign | NumberStyles.AllowDecimalPoint;
        if (dialect.GroupsDigits)
            styles |= NumberStyles.AllowThousands;
        if (!decimal.TryParse(text, styles, dialect.Numbers, out var number))
        {
            problems.Add(new RowProblem(row.Line, column, text, $"must be a number like 1234{dialect.Numbers.NumberDecimalSeparator}56"));
            return null;
        }

        if (Money.TryFromDecimal(number, out var money))
            return money;
        problems.Add(new RowProblem(row.Line, column, text, $"must have at most {Money.DecimalPlaces} decimal places and lie within ±{Money.Largest.ToDecimal():0}"));
        return null;
    }

    private static T? ReadName<T>(CsvCells row, string field, ValueSource source, List<RowProblem> problems)
        where T : struct, Enum
    {
        var text = source.Find(row);
        if (text is not null && WireNames<T>.TryParse(text, out var value))
            return value;
        var columns = source.Columns.Distinct().ToList();
        var shown = string.Join(" | ", columns.Select(row.Cell));
        problems.Add(new RowProblem(row.Line, string.Join('+', columns), shown, text is null
            ? $"no value and no rule of the mapping's {field} speaks for it (otherwise catches the rest)"
            : $"{field} must be one of {string.Join(", ", WireNames<T>.All)}"));
        return null;
    }

    private static string? ReadText(CsvCells row, string field, ValueSource source, List<RowProblem> problems)
    {
        var text = source.Find(row);
        if (text is null)
            problems.Add(new RowProblem(row.Line, source.Column ?? string.Join('+', source.Columns.Distinct()), "", $"{field} must not be empty"));
        return text;
    }

    private DateOnly? ReadDueDate(CsvCells row, List<RowProblem> problems)
    {
        if (mapping.DueDate is not { } source || row.Cell(source.Column) is not { Length: > 0 } text)
            return null;
        if (source.TryRead(text, out var day))
            return day;
        problems.Add(new RowProblem(row.Line, source.Column, text, $"must be a date like {string.Join(" or ", source.Formats)}"));
        return null;
    }

    private DateTimeOffset? ReadTimestamp(CsvCells row, string? customerId, List<RowProblem> problems)
    {
        var source = mapping.Timestamp;
        var text = source.TextOf(row);
        if (!source.TryRead(text, out var moment, out var isDate))
        {
            problems.Add(new RowProblem(row.Line, string.Join('+', source.Columns), text, $"must be a moment like {source.FormatNames}"));
            return null;
        }

        if (!isDate || customerId is null)
            return moment;
        var day = moment.DateTime.Date;
        if (_days.Next(customerId, day) is { } time)
            return source.AtZone(day + time);
        problems.Add(new RowProblem(row.Line, string.Join('+', source.Columns), text, $"is the day of more than {DaySequence.LongestDay} rows of {customerId}"));
        return null;
    }
}
