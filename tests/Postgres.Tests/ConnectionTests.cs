namespace PreDelinquency.Postgres.Tests;

public sealed class ConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Host=db;Port=6000;Database=risk;Username=me;Password=hidden", "PostgreSQL database risk at db:6000")]
    [InlineData("Server=db;User Id=me;Password='hid;den'", "PostgreSQL database me at db:5432")]
    public void An_address_says_where_and_not_how_to_get_in(string text, string description)
    {
        var address = DatabaseAddress.Parse(text);

        Assert.Equal(description, address.Description);
        Assert.Equal(description, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Database=risk")]
    [InlineData("postgres://user:hidden@db/risk")]
    [InlineData("Host=db;Colour=red")]
    [InlineData("Host=db;Password=pre;hidden=x")]
    public void What_is_no_connection_string_is_refused_without_repeating_a_password(string text)
    {
        var refusal = Assert.Throws<DatabaseException>(() => DatabaseAddress.Parse(text));

        Assert.Contains("like \"Host=db;Database=risk;Username=risk\"", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_give_way_to_what_the_text_names()
    {
        var text = DatabaseAddress.Parse("Host=db;Application Name=mine").ConnectionString(parts => (parts.ApplicationName, parts.MaxPoolSize) = ("ours", 7));

        Assert.Contains("Application Name=mine", text, StringComparison.Ordinal);
        Assert.Contains("Maximum Pool Size=7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_comes_before_a_file_and_a_file_is_taken_without_blanks_around_it()
    {
        var file = _folder.Write("connection", "\n Host=file \n");

        Assert.Equal("Host=given", ConnectionText.Resolve("Host=given", file));
        Assert.Equal("Host=file", ConnectionText.Resolve(null, file));
        Assert.Contains("holds no connection string", Assert.Throws<DatabaseException>(() => ConnectionText.Resolve(null, _folder.Write("empty", " "))).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<DatabaseException>(() => ConnectionText.Resolve(null, _folder.File("nowhere"))).Message, StringComparison.Ordinal);
    }
}
