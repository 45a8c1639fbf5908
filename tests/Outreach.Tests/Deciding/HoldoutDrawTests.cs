using PreDelinquency.Outreach.Deciding;

namespace PreDelinquency.Outreach.Tests.Deciding;

public sealed class HoldoutDrawTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void A_draw_is_the_start_of_a_keyed_hash()
    {
        // openssl: printf c000123 | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102…1f
        Assert.Equal(Expected("fba43fd5f9d2e931"), HoldoutDraw.Of(Key, "c000123"));
    }

    [Fact]
    public void Draws_are_spread_evenly_and_depend_on_the_key()
    {
        var draws = Enumerable.Range(0, 20_000).Select(i => HoldoutDraw.Of(Key, $"c{i:D6}")).ToList();
        var held = draws.Count(d => d < 0.1);

        Assert.All(draws, d => Assert.InRange(d, 0, Math.BitDecrement(1.0)));
        // Six standard deviations of a binomial of 20,000 and a tenth.
        Assert.InRange(held, 2000 - 255, 2000 + 255);
        byte[] other = [.. Key];
        other[31] ^= 1;
        Assert.NotEqual(draws[0], HoldoutDraw.Of(other, "c000000"));
    }

    [Fact]
    public void A_key_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => HoldoutDraw.Of(new byte[16], "c1"));

    private static double Expected(string first16Hex) => (Convert.ToUInt64(first16Hex, 16) >> 11) / 9007199254740992.0;
}
