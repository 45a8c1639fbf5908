using PreDelinquency.Cli.Posting;

namespace PreDelinquency.Cli.Tests.Posting;

public sealed class TokenFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Requests_bear_the_token_of_the_file()
    {
        using var client = new HttpClient();
        client.Authorize(null);
        Assert.Null(client.DefaultRequestHeaders.Authorization);

        client.Authorize(_folder.Write("token", "abc-123_\n"));

        Assert.Equal("Bearer abc-123_", client.DefaultRequestHeaders.Authorization!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("token: abc")]
    [InlineData("abc\nabc")]
    public void A_file_of_anything_else_is_refused_without_a_word_of_it(string text)
    {
        using var client = new HttpClient();
        var file = _folder.Write("token", text);

        var refusal = Assert.Throws<CommandException>(() => client.Authorize(file));

        Assert.Equal($"--token-file {file}: must hold one token and nothing else", refusal.Message);
    }

    [Fact]
    public async Task A_token_goes_with_a_gateway_alone()
    {
        var run = await PdiRun.ExecuteAsync("import", "--preset", "berka", _folder.Write("rows.csv", ""), "--token-file", _folder.Write("token", "abc"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--token-file goes with --gateway.", run.Error, StringComparison.Ordinal);
    }
}
