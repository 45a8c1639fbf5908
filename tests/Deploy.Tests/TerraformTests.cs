using System.Text.RegularExpressions;

namespace PreDelinquency.Deploy.Tests;

/// <summary>The Terraform module, as far as that goes without its providers.</summary>
public sealed partial class TerraformTests
{
    private const string Folder = "deploy/terraform/gcp";

    [Fact]
    public async Task Its_files_can_be_parsed_and_what_they_refer_to_is_declared()
    {
        var (code, output) = await Tool.CheckAsync("hcl.mjs", Repository.PathOf(Folder));

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task It_is_formatted_as_terraform_formats()
    {
        Assert.SkipUnless(OnPath("terraform"), "terraform is not here.");

        await Tool.RunAsync("terraform", $"-chdir={Folder}", "fmt", "-check", "-diff");
    }

    [Fact]
    public void Every_variable_says_what_it_is_for_and_what_it_may_be()
    {
        var variables = Block().Matches(Read("variables.tf")).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["body"].Value);

        Assert.Contains("project", variables.Keys);
        Assert.All(variables, variable =>
        {
            Assert.Contains("description", variable.Value, StringComparison.Ordinal);
            if (!variable.Value.Contains("= bool", StringComparison.Ordinal))
                Assert.Contains("validation {", variable.Value, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("database_range", "data-access.yaml")]
    [InlineData("proxy_range", "ingress.yaml")]
    public void Ranges_are_those_that_the_cloud_overlay_lets_through(string variable, string file)
    {
        var range = Default().Match(Block().Matches(Read("variables.tf")).Single(m => m.Groups["name"].Value == variable).Groups["body"].Value).Groups["value"].Value;

        Assert.Contains($"cidr: {range} ", File.ReadAllText(Repository.PathOf($"deploy/k8s/cluster/overlays/cloud/{file}")), StringComparison.Ordinal);
    }

    private static string Read(string file) => File.ReadAllText(Repository.PathOf($"{Folder}/{file}"));

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"^variable ""(?<name>\w+)"" \{\r?\n(?<body>.*?)^\}", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"default\s+= ""(?<value>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Default();
}
