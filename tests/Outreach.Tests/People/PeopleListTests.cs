using PreDelinquency.Outreach.People;

namespace PreDelinquency.Outreach.Tests.People;

public sealed class PeopleListTests : IDisposable
{
    private static readonly string Ann = AccessToken.Create();
    private static readonly string Bob = AccessToken.Create();

    private static readonly string Whole = $"""
        people:
          - name: ann
            roles: [approver, policy]
            token_sha256: {AccessToken.HashOf(Ann)}
          - name: Bob Öz
            roles: [agent]
            token_sha256: {AccessToken.HashOf(Bob).ToUpperInvariant()}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_token_finds_its_person_and_no_other()
    {
        var list = PeopleList.Load(_folder.Write("people.yaml", Whole));

        Assert.Equal("ann", list.Find(Ann)!.Name);
        Assert.Equal([PersonRole.Approver, PersonRole.Policy], list.Find(Ann)!.Roles);
        Assert.Equal("Bob Öz", list.Find(Bob)!.Name);
        Assert.Null(list.Find(AccessToken.Create()));
        Assert.Null(list.Find(Ann + " "));
        Assert.Null(list.Find(""));
        Assert.Null(list.Find(new string('x', 1_000_000)));
    }

    [Fact]
    public void A_token_has_256_bits_and_no_two_are_alike()
    {
        Assert.Equal(43, Ann.Length);
        Assert.NotEqual(Ann, Bob);
        // FIPS 180-2, example of one block.
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", AccessToken.HashOf("abc"));
    }

    [Fact]
    public void A_word_that_somebody_thought_of_is_nobodys_token()
    {
        var list = PeopleList.Load(_folder.Write("people.yaml", Whole.Replace(AccessToken.HashOf(Ann), AccessToken.HashOf("open sesame"), StringComparison.Ordinal)));

        Assert.Null(list.Find("open sesame"));
    }

    [Theory]
    [InlineData("name: ann", "name: \" ann\"", "people.yaml:2: people[1].name must be 1 to 100 characters, without spaces at its ends or control characters, not ' ann'")]
    [InlineData("name: ann", "name: bob öz", "people.yaml:5: people[2].name must be another for each person, whatever the case, not 'Bob Öz'")]
    [InlineData("[approver, policy]", "[approver, boss]", "people.yaml:3: people[1].roles must list only agent, approver, policy, model, privacy, feed, not 'boss'")]
    [InlineData("[approver, policy]", "[]", "people.yaml:3: people[1].roles must list at least one")]
    [InlineData("roles: [agent]", "role: agent", "people.yaml:5: people[2].roles is required")]
    [InlineData("people:", "persons:", "people.yaml:1: people must list at least one person, each with name, roles and token_sha256")]
    public void What_breaks_a_rule_is_named_with_its_line(string right, string wrong, string fault)
    {
        var refusal = Assert.Throws<PeopleException>(() => PeopleList.Load(_folder.Write("people.yaml", Whole.Replace(right, wrong, StringComparison.Ordinal))));

        Assert.Contains(fault, refusal.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_token_in_the_place_of_its_hash_is_refused_and_not_shown()
    {
        var refusal = Assert.Throws<PeopleException>(() => PeopleList.Load(_folder.Write("people.yaml", Whole.Replace(AccessToken.HashOf(Ann), Ann, StringComparison.Ordinal))));

        Assert.Equal("people.yaml:4: people[1].token_sha256 must be 64 hexadecimal digits, the SHA-256 of the token, and not the token", Assert.Single(refusal.Faults).ToString());
        Assert.DoesNotContain(Ann, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_people_have_two_tokens()
    {
        var refusal = Assert.Throws<PeopleException>(() => PeopleList.Load(_folder.Write("people.yaml", Whole.Replace(AccessToken.HashOf(Bob).ToUpperInvariant(), AccessToken.HashOf(Ann), StringComparison.Ordinal))));

        Assert.Equal("people.yaml:7: people[2].token_sha256 must be another for each person", Assert.Single(refusal.Faults).ToString());
    }

    [Fact]
    public void A_changed_file_is_taken_and_one_that_breaks_a_rule_changes_nothing()
    {
        var file = _folder.Write("people.yaml", Whole);
        var served = ServedPeople.Open(file);
        _folder.Write("people.yaml", "people: [");

        Assert.True(served.Look());
        Assert.False(served.Look());
        Assert.NotNull(served.Current!.Find(Bob));
        Assert.Contains("must be valid YAML", Assert.Single(served.Faults).ToString(), StringComparison.Ordinal);

        _folder.Write("people.yaml", Whole[..Whole.IndexOf("  - name: Bob", StringComparison.Ordinal)]);

        Assert.True(served.Look());
        Assert.Empty(served.Faults);
        Assert.Null(served.Current!.Find(Bob));
        Assert.Equal("1 known by their tokens", served.Description);

        File.Delete(file);

        Assert.True(served.Look());
        Assert.StartsWith("people.yaml:1: cannot be read", Assert.Single(served.Faults).ToString(), StringComparison.Ordinal);
        Assert.NotNull(served.Current!.Find(Ann));
    }

    [Fact]
    public void Without_a_file_nobody_is_known()
    {
        Assert.Null(ServedPeople.Open(null).Current);
        Assert.False(ServedPeople.OnTrust.Look());
        Assert.StartsWith("on trust", ServedPeople.OnTrust.Description, StringComparison.Ordinal);
    }
}
