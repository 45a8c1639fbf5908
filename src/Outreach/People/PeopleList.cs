using System.Security.Cryptography;
using System.Text;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.People;

/// <summary>Those who may act, as a file names them. Immutable.</summary>
public sealed class PeopleList
{
    private const int LongestName = 100;
    private const int HashBytes = 32;
    private const long LargestFile = 1 << 20;

    private PeopleList(IReadOnlyList<Person> people) => People = people;

    /// <summary>In the order of the file; at least one.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>Reads a file of people.</summary>
    /// <param name="path">YAML.</param>
    /// <exception cref="PeopleException">It breaks rules; all of them are named.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PeopleList Load(string path)
    {
        var name = Path.GetFileName(path);
        var faults = new FaultList();
        if (new FileInfo(path) is { Exists: true, Length: > LargestFile })
            throw new PeopleException([new PolicyFault(name, 1, "", null, $"must be at most {LargestFile} bytes")]);
        var people = YamlGroup.Parse(name, File.ReadAllText(path, Encoding.UTF8), faults) is { } root ? Read(root) : [];
        return faults.Any ? throw new PeopleException(faults.ToSorted()) : new(people);
    }

    /// <summary>Whose a token is; null where it is nobody's. It takes as long whoever that is.</summary>
    public Person? Find(string token)
    {
        if (token.Length is < AccessToken.LeastLength or > AccessToken.MostLength)
            return null;
        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        Person? found = null;
        foreach (var person in People)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, person.TokenHash))
                found = person;
        }

        return found;
    }

    private static List<Person> Read(YamlGroup root)
    {
        var people = new List<Person>();
        foreach (var group in root.OptionalGroups("people"))
        {
            var person = new Person(ReadName(group), group.Words<PersonRole>("roles", mayBeEmpty: false), ReadHash(group));
            group.RefuseOtherKeys();
            // The rule of two persons tells names apart as they are read aloud.
            if (people.Any(other => string.Equals(other.Name, person.Name, StringComparison.OrdinalIgnoreCase)))
                group.Fault("name", "must be another for each person, whatever the case");
            if (people.Any(other => other.TokenHash.SequenceEqual(person.TokenHash)))
                group.FaultOfSecret("token_sha256", "must be another for each person");
            people.Add(person);
        }

        if (people.Count == 0)
            root.Fault("people", "must list at least one person, each with name, roles and token_sha256");
        root.RefuseOtherKeys();
        return people;
    }

    private static string ReadName(YamlGroup group)
    {
        var name = group.Text("name").Text;
        if (group.Has("name") && (name.Length is 0 or > LongestName || name.Trim() != name || name.Any(char.IsControl)))
            group.Fault("name", $"must be 1 to {LongestName} characters, without spaces at its ends or control characters");
        return name;
    }

    private static byte[] ReadHash(YamlGroup group)
    {
        var text = group.Text("token_sha256").Text;
        if (text.Length == 2 * HashBytes && text.All(char.IsAsciiHexDigit))
            return Convert.FromHexString(text);
        // Who puts the token itself there must not find it in a log.
        if (group.Has("token_sha256"))
            group.FaultOfSecret("token_sha256", $"must be {2 * HashBytes} hexadecimal digits, the SHA-256 of the token, and not the token");
        return RandomNumberGenerator.GetBytes(HashBytes);
    }
}
