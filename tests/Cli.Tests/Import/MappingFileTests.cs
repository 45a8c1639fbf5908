using PreDelinquency.Cli.Import.Mapping;

namespace PreDelinquency.Cli.Tests.Import;

public sealed class MappingFileTests
{
    private const string Sound = """
        fields:
          transaction_id: Id
          customer_id: Account
          timestamp: { column: When, format: iso }
          amount: Amount
          direction: { column: Side }
          category: { value: other }
          channel: { value: other }
        """;

    [Fact]
    public void A_short_mapping_is_enough() => Assert.Equal("Id", Read(Sound).TransactionId!.Column);

    [Theory]
    [InlineData("customer_id: Account", "client: Account", "map.yaml:2: fields.customer_id is required")]
    [InlineData("amount: Amount", "amount: Amount\n  amuont: Amount", "map.yaml:6: fields.amuont is not known here; known are ")]
    [InlineData("category: { value: other }", "category: { value: pensions }", "map.yaml:7: fields.category gives 'pensions', but must give one of salary, pension,")]
    [InlineData("format: iso", "format: x", "map.yaml:4: fields.timestamp.format is not a date format: 'x'")]
    [InlineData("format: iso", "format: dd.MM.yyyy", "map.yaml:4: fields.timestamp needs zone")]
    [InlineData("format: iso", "format: iso, zone: Mars/Base", "map.yaml:4: fields.timestamp.zone must be an IANA name")]
    [InlineData("format: iso", "format: iso, offset: 1h", "map.yaml:4: fields.timestamp.offset must be like +01:00")]
    [InlineData("format: iso", "format: dd.MM.yyyy, zone: Europe/Prague, within_day: balance", "map.yaml:4: fields.timestamp.within_day can be balance only with")]
    [InlineData("amount: Amount", "amount: { credit_column: In }", "map.yaml:5: fields.amount needs either column, or both")]
    [InlineData("amount: Amount", "amount: { column: Amount, sign: negative_is_debit }", "map.yaml:6: fields.direction must be left out")]
    [InlineData("amount: Amount", "amount: { column: Amount, sign: minus }", "map.yaml:5: fields.amount.sign must be one of unsigned, ignored, negative_is_debit, negative_is_credit, not 'minus'")]
    [InlineData("{ column: Side }", "{ column: Side, value: debit }", "map.yaml:6: fields.direction.value stands alone")]
    [InlineData("{ column: Side }", "{ rules: [ { when: { Side: D } } ] }", "map.yaml:6: fields.direction.rules[1].value is required")]
    [InlineData("{ column: Side }", "{ values: { D: debit }, otherwise: credit }", "map.yaml:6: fields.direction needs one of column, rules and value")]
    [InlineData("fields:", "file: { delimiter: ab }\nfields:", "map.yaml:1: file.delimiter must be one ASCII character or tab")]
    [InlineData("fields:", "file: { encoding: klingon }\nfields:", "map.yaml:1: file.encoding is not a known encoding: 'klingon'")]
    [InlineData("transaction_id: Id", "transaction_id: *Id", "map.yaml:")]
    [InlineData("transaction_id: Id", "transaction_id: [Id", "map.yaml: is not valid YAML")]
    public void A_mistake_is_named_with_line_key_and_rule(string right, string wrong, string message)
    {
        var error = Assert.Throws<CommandException>(() => Read(Sound.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iso", "2025-03-01T09:30:00+02:00", "2025-03-01T09:30:00+02:00", false)]
    [InlineData("iso", "2025-03-01T09:30:00.250Z", "2025-03-01T10:30:00.25+01:00", false)]
    [InlineData("iso", "2025-03-01 09:30", "2025-03-01T09:30:00+01:00", false)]
    [InlineData("iso", "2025-03-01", "2025-03-01T00:00:00+01:00", true)]
    [InlineData("unix_seconds", "1740821400", "2025-03-01T10:30:00+01:00", false)]
    [InlineData("unix_milliseconds", "1740821400250", "2025-03-01T10:30:00.25+01:00", false)]
    [InlineData("yyMMdd", "930101", "1993-01-01T00:00:00+01:00", true)]
    [InlineData("M/d/yyyy h:mm tt", "3/1/2025 9:30 PM", "2025-03-01T21:30:00+01:00", false)]
    [InlineData("dd.MM.yyyy HH:mm zzz", "01.03.2025 09:30 +05:30", "2025-03-01T09:30:00+05:30", false)]
    public void Moments_are_read_in_the_spelling_that_the_mapping_names(string format, string text, string expected, bool isDate)
    {
        var mapping = Read(Sound.Replace("format: iso", $"format: \"{format}\", zone: Europe/Prague", StringComparison.Ordinal));
        Assert.True(mapping.Timestamp.TryRead(text, out var moment, out var onlyDate));
        Assert.Equal(DateTimeOffset.Parse(expected), moment);
        Assert.Equal(DateTimeOffset.Parse(expected).Offset, moment.Offset);
        Assert.Equal(isDate, onlyDate);
    }

    [Fact]
    public void Every_preset_is_sound() => Assert.All(MappingFile.Presets, name => Assert.Equal(name, MappingFile.LoadPreset(name).Name));

    [Fact]
    public void An_unknown_preset_is_answered_with_those_there_are() =>
        Assert.Contains("there are: berka", Assert.Throws<CommandException>(() => MappingFile.LoadPreset("barclays")).Message, StringComparison.Ordinal);

    private static MappingFile Read(string yaml) => MappingFile.Read("map.yaml", new StringReader(yaml));
}
