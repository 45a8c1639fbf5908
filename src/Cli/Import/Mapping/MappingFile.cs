using System.Text;
using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Import.Mapping;

/// <summary>How the rows of a file become transactions.</summary>
internal sealed record MappingFile
{
    /// <summary>The field that tells money in from money out, for tests of rules: it is known before they are asked.</summary>
    public const string DirectionColumn = "$direction";

    /// <summary>The file's path or the preset's name.</summary>
    public required string Name { get; init; }

    public required CsvDialect Dialect { get; init; }

    /// <summary>Rows to leave out; a row goes where all tests of one entry pass.</summary>
    public required IReadOnlyList<ValueRule> Skip { get; init; }

    /// <summary>Null: made from the row's content.</summary>
    public required ValueSource? TransactionId { get; init; }

    public required ValueSource CustomerId { get; init; }

    public required TimestampSource Timestamp { get; init; }

    public required AmountSource Amount { get; init; }

    /// <summary>Null where the amount tells it.</summary>
    public required ValueSource? Direction { get; init; }

    public required ValueSource Category { get; init; }

    public required ValueSource Channel { get; init; }

    public required ValueSource Status { get; init; }

    public required ValueSource? BalanceAfter { get; init; }

    public required ValueSource? Currency { get; init; }

    public required ValueSource? Merchant { get; init; }

    public required DateSource? DueDate { get; init; }

    /// <summary>Every column that is read, with the field that reads it.</summary>
    public IEnumerable<(string Field, string Column)> Columns =>
        Of("skip", Skip.SelectMany(r => r.When).Select(t => t.Column))
            .Concat(Of("transaction_id", TransactionId?.Columns))
            .Concat(Of("customer_id", CustomerId.Columns))
            .Concat(Of("timestamp", Timestamp.Columns))
            .Concat(Of("amount", Amount.Columns))
            .Concat(Of("direction", Direction?.Columns))
            .Concat(Of("category", Category.Columns))
            .Concat(Of("channel", Channel.Columns))
            .Concat(Of("status", Status.Columns))
            .Concat(Of("balance_after", BalanceAfter?.Columns))
            .Concat(Of("currency", Currency?.Columns))
            .Concat(Of("merchant", Merchant?.Columns))
            .Concat(Of("due_date", DueDate is null ? null : [DueDate.Column]));

    /// <summary>Names of the mappings that the program carries.</summary>
    public static IReadOnlyList<string> Presets { get; } =
        [.. typeof(MappingFile).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".yaml", StringComparison.Ordinal)).Select(n => n[..^5]).Order()];

    /// <summary>Reads a mapping that the program carries.</summary>
    /// <exception cref="CommandException">There is none of that name.</exception>
    public static MappingFile LoadPreset(string name)
    {
        using var resource = typeof(MappingFile).Assembly.GetManifestResourceStream($"{name}.yaml")
            ?? throw new CommandException($"there is no preset '{name}'; there are: {string.Join(", ", Presets)}");
        using var text = new StreamReader(resource, Encoding.UTF8);
        return Read(name, text);
    }

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="CommandException">It cannot be read, or breaks a rule; the message names line, key and rule.</exception>
    public static MappingFile Load(string path)
    {
        using var text = new StreamReader(path, Encoding.UTF8);
        return Read(path, text);
    }

    /// <summary>Reads a mapping.</summary>
    public static MappingFile Read(string name, TextReader text)
    {
        var root = YamlSection.Parse(name, text);
        var dialect = CsvDialect.Read(root.OptionalSection("file"));
        var skip = root.Sections("skip").Select(s => new ValueRule(CellTest.ReadAll(s), "")).ToList();
        var fields = root.Section("fields");
        root.RefuseOtherKeys();
        var amount = AmountSource.Read(fields);
        var mapping = new MappingFile
        {
            Name = name,
            Dialect = dialect,
            Skip = skip,
            TransactionId = ReadId(fields),
            CustomerId = ValueSource.Read(fields, "customer_id") ?? throw fields.Error("customer_id", "is required"),
            Timestamp = TimestampSource.Read(fields),
            Amount = amount,
            Direction = ReadDirection(fields, amount),
            Category = ReadNames<Category>(fields, "category"),
            Channel = ReadNames<Channel>(fields, "channel"),
            Status = fields.Has("status") ? ReadNames<TransactionStatus>(fields, "status") : new ValueSource { Otherwise = "completed" },
            BalanceAfter = ValueSource.Read(fields, "balance_after"),
            Currency = ValueSource.Read(fields, "currency"),
            Merchant = ValueSource.Read(fields, "merchant"),
            DueDate = DateSource.Read(fields, "due_date"),
        };
        fields.RefuseOtherKeys();
        return mapping;
    }

    private static IEnumerable<(string Field, string Column)> Of(string field, IEnumerable<string>? columns) =>
        (columns ?? []).Where(c => c != DirectionColumn).Distinct().Select(c => (field, c));

    private static ValueSource? ReadId(YamlSection fields)
    {
        if (fields.IsSection("transaction_id") && fields.Section("transaction_id") is { } section && section.OptionalText("generate") is { } generate)
        {
            if (generate != "true")
                throw section.Error("generate", "can only be true");
            section.RefuseOtherKeys();
            return null;
        }

        return ValueSource.Read(fields, "transaction_id") ?? throw fields.Error("transaction_id", "is required: a column, or { generate: true }");
    }

    private static ValueSource? ReadDirection(YamlSection fields, AmountSource amount)
    {
        if (!amount.GivesDirection)
            return ReadNames<Direction>(fields, "direction");
        return fields.Has("direction") ? throw fields.Error("direction", "must be left out, since the amount tells it") : null;
    }

    private static ValueSource ReadNames<T>(YamlSection fields, string field)
        where T : struct, Enum
    {
        var source = ValueSource.Read(fields, field) ?? throw fields.Error(field, $"is required; its values are {string.Join(", ", WireNames<T>.All)}");
        foreach (var text in source.KnownTexts)
        {
            if (!WireNames<T>.TryParse(text, out _))
                throw fields.Error(field, $"gives '{text}', but must give one of {string.Join(", ", WireNames<T>.All)}");
        }

        return source;
    }
}
