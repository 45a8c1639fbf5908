using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Tests.Deciding;

public sealed class ContactUrgencyTests
{
    [Fact]
    public void Priority_comes_before_probability_before_age()
    {
        var noon = Samples.Noon;
        ContactUrgency[] inOrder =
        [
            new(1, 0.2, noon, "b"),
            new(2, 0.9, noon, "b"),
            new(2, 0.5, noon.AddHours(-1), "b"),
            new(2, 0.5, noon, "a"),
            new(2, 0.5, noon, "b"),
            new(3, 0.99, noon.AddDays(-3), "a"),
        ];

        Assert.Equal(inOrder, inOrder.Reverse().Order());
        Assert.Equal(new ContactUrgency(2, 0.4, noon, "c000123-i1"), ContactUrgency.Of(Samples.Decide().Contact, Samples.Policy));
        Assert.True(inOrder[0] < inOrder[1] && inOrder[5] > inOrder[4] && inOrder[1] <= inOrder[2] && inOrder[3] >= inOrder[2]);
    }
}
