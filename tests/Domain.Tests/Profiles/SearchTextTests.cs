using PreDelinquency.Domain.Profiles;

namespace PreDelinquency.Domain.Tests.Profiles;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Lucía Ibáñez", "lucia ibanez")]
    [InlineData("LUCÍA IBÁÑEZ", "lucia ibanez")]
    [InlineData("Luci\u0301a Iban\u0303ez", "lucia ibanez")]
    [InlineData("Søren Ångström", "soren angstrom")]
    [InlineData("Łukasz Żółć", "lukasz zolc")]
    [InlineData("Nguyễn Đức", "nguyen duc")]
    [InlineData("İpek Yıldız", "ipek yildiz")]
    [InlineData("Strauß, Þór, Œuvre, Æsa", "strauss, thor, oeuvre, aesa")]
    [InlineData("STRAẞE", "strasse")]
    [InlineData("O'Brien-Smith 7", "o'brien-smith 7")]
    [InlineData("Иван", "иван")]
    [InlineData("प्रिया", "प्रिया")]
    [InlineData("", "")]
    public void A_name_is_searched_without_case_and_marks(string name, string expected) => Assert.Equal(expected, SearchText.Fold(name));

    [Fact]
    public void What_is_folded_stays_as_it_is()
    {
        var folded = SearchText.Fold(SearchText.InOne.From + string.Concat(SearchText.InTwo.Select(pair => pair.From)));

        Assert.All(folded, letter => Assert.InRange(letter, 'a', 'z'));
        Assert.Equal(folded, SearchText.Fold(folded));
    }

    [Fact]
    public void A_database_comes_to_the_same_letter_by_letter()
    {
        var (from, to) = SearchText.InOne;

        Assert.Equal(from.Length, to.Length);
        Assert.Equal(from.Length, from.Distinct().Count());
        Assert.Equal(to, SearchText.Fold(from));
        Assert.All(SearchText.InTwo, pair => Assert.Equal(pair.To, SearchText.Fold(pair.From)));
    }
}
