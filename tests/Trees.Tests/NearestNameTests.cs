namespace PreDelinquency.Trees.Tests;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["num_leaves", "max_depth", "eta", "test_auc", "test_pr_auc"];

    [Theory]
    [InlineData("num_leafs", "num_leaves")]
    [InlineData("num_leave", "num_leaves")]
    [InlineData("max_detph", "max_depth")]
    [InlineData("ets", null)]
    [InlineData("test_acu", "test_auc")]
    [InlineData("test_prauc", "test_pr_auc")]
    [InlineData("test_auc", "test_auc")]
    [InlineData("leaves", null)]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_name_with_the_fewest_slips_is_meant_if_they_are_few(string name, string? meant) => Assert.Equal(meant, NearestName.Of(name, Known));
}
