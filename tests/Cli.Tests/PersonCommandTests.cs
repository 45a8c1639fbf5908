using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Cli.Tests;

public sealed class PersonCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_token_comes_with_the_line_that_lets_its_owner_in()
    {
        var run = await PdiRun.ExecuteAsync("person", "token");
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var token = lines[0]["token: ".Length..];

        Assert.Equal((0, 2, ""), (run.ExitCode, lines.Length, run.Error));
        Assert.Equal($"token_sha256: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))}", lines[1]);

        var check = await PdiRun.ExecuteAsync("person", "check", _folder.Write("people.yaml", $"people:\n  - name: ann\n    roles: [approver, policy]\n    {lines[1]}\n"));

        Assert.Equal((0, "ann: approver, policy\n"), (check.ExitCode, check.Output.ReplaceLineEndings("\n")));
    }

    [Fact]
    public async Task All_faults_of_a_file_are_listed_one_a_line()
    {
        var run = await PdiRun.ExecuteAsync("person", "check", _folder.Write("people.yaml", "people:\n  - name: ann\n    roles: [boss]\n    token_sha256: secret\n"));

        Assert.Equal((1, "pdi: 3 faults"), (run.ExitCode, run.ErrorLines[^1]));
        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
    }
}
