namespace PreDelinquency.Outreach.People;

/// <summary>Somebody, or some program, whom the bank lets act. Immutable.</summary>
public sealed class Person
{
    private readonly byte[] _tokenHash;

    /// <param name="name">1 to 100 characters.</param>
    /// <param name="roles">At least one.</param>
    /// <param name="tokenHash">SHA-256 of the token, 32 bytes.</param>
    internal Person(string name, IReadOnlyList<PersonRole> roles, byte[] tokenHash) => (Name, Roles, _tokenHash) = (name, roles, tokenHash);

    /// <summary>Under which all is recorded.</summary>
    public string Name { get; }

    public IReadOnlyList<PersonRole> Roles { get; }

    /// <summary>SHA-256 of the token, which itself is known to the person alone.</summary>
    internal ReadOnlySpan<byte> TokenHash => _tokenHash;
}
