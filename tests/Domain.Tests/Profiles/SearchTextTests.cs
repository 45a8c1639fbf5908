using System.Text;
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
        var all = string.Concat(Enumerable.Range(0, 0x20000).Where(Rune.IsValid).Select(code => new Rune(code).ToString()));

        var folded = SearchText.Fold(all);

        Assert.Equal(folded, SearchText.Fold(folded));
        Assert.DoesNotContain(folded, letter => letter is >= 'A' and <= 'Z' or >= '\u0300' and <= '\u036f');
    }
}
