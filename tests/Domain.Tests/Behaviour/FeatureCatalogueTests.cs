using System.Text.RegularExpressions;
using PreDelinquency.Domain.Behaviour.Features;

namespace PreDelinquency.Domain.Tests.Behaviour;

public sealed partial class FeatureCatalogueTests
{
    [Fact]
    public void There_are_at_least_40_features_in_all_eight_families()
    {
        Assert.True(FeatureCatalogue.Count >= 40);
        Assert.Equal(Enum.GetValues<FeatureFamily>(), FeatureCatalogue.All.Select(f => f.Family).Distinct().Order());
    }

    [Fact]
    public void Names_are_unique_and_snake_case()
    {
        Assert.Equal(FeatureCatalogue.Count, FeatureCatalogue.All.Select(f => f.Name).Distinct().Count());
        Assert.All(FeatureCatalogue.All, f => Assert.Matches(SnakeCase(), f.Name));
    }

    [Fact]
    public void Every_sentence_ends_and_fills_its_placeholders()
    {
        foreach (var feature in FeatureCatalogue.All)
        {
            foreach (var value in new[] { feature.Neutral + 1.5, feature.Neutral - 1.5, double.NaN })
            {
                var text = feature.Explain(new Reading(value, 20, 10));
                Assert.EndsWith(".", text, StringComparison.Ordinal);
                Assert.DoesNotContain("{", text, StringComparison.Ordinal);
                Assert.DoesNotContain("risk", text, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData(0, "The latest failed payment was today.")]
    [InlineData(1, "The latest failed payment was 1 day ago.")]
    [InlineData(10, "The latest failed payment was 10 days ago.")]
    public void Days_ago_are_told_as_people_do(double days, string expected) =>
        Assert.Equal(expected, FeatureCatalogue.All.Single(f => f.Name == "days_since_failed_payment").Explain(Reading.Plain(days)));

    [Fact]
    public void The_catalogue_is_the_one_that_the_shipped_model_was_trained_on() => Assert.Equal("41aa3e67aeb9", FeatureCatalogue.Version);

    [Fact]
    public void The_document_is_what_the_catalogue_says()
    {
        var path = Repository.PathOf("docs/features.md");
        if (Environment.GetEnvironmentVariable("PREDELINQUENCY_UPDATE_DOCS") == "1")
            File.WriteAllText(path, FeatureDocument.Render());

        Assert.Equal(FeatureDocument.Render(), File.ReadAllText(path));
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SnakeCase();
}
