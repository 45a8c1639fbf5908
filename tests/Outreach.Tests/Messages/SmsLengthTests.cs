using PreDelinquency.Outreach.Messages;

namespace PreDelinquency.Outreach.Tests.Messages;

public sealed class SmsLengthTests
{
    [Theory]
    [InlineData("", SmsEncoding.Gsm7, 0)]
    [InlineData("Hello @ 100%", SmsEncoding.Gsm7, 12)]
    [InlineData("¿Qué tal, señor?", SmsEncoding.Gsm7, 16)]
    [InlineData("10 € [x]", SmsEncoding.Gsm7, 11)]
    [InlineData("más", SmsEncoding.Ucs2, 3)]
    [InlineData("नमस्ते", SmsEncoding.Ucs2, 6)]
    [InlineData("ok 😀", SmsEncoding.Ucs2, 5)]
    [InlineData("it’s", SmsEncoding.Ucs2, 4)]
    [InlineData("back`tick", SmsEncoding.Ucs2, 9)]
    public void A_text_is_measured_as_a_network_counts(string text, SmsEncoding encoding, int units) =>
        Assert.Equal(new SmsLength(encoding, units), SmsLength.Of(text));

    [Fact]
    public void The_alphabets_have_all_their_characters()
    {
        var characters = Enumerable.Range(0, 0x10000).Where(c => !char.IsSurrogate((char)c)).Select(c => SmsLength.Of(((char)c).ToString())).ToList();

        // 3GPP TS 23.038, table 6.2.1 without the escape, and table 6.2.1.1.
        Assert.Equal(127, characters.Count(l => l is { Encoding: SmsEncoding.Gsm7, Units: 1 }));
        Assert.Equal(10, characters.Count(l => l is { Encoding: SmsEncoding.Gsm7, Units: 2 }));
    }

    [Fact]
    public void One_message_ends_at_160_or_70()
    {
        Assert.True(SmsLength.Of(new string('a', 160)).FitsOne);
        Assert.False(SmsLength.Of(new string('a', 161)).FitsOne);
        Assert.True(SmsLength.Of(new string('न', 70)).FitsOne);
        Assert.False(SmsLength.Of(new string('न', 71)).FitsOne);
        Assert.False(SmsLength.Of(new string('€', 81)).FitsOne);
    }
}
