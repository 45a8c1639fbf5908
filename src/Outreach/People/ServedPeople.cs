using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.People;

/// <summary>
/// Those who may act now. Where a file names them, it is looked at again while the program runs, and one that breaks a rule changes nothing.
/// Without a file nobody is known, and who acts is on trust.
/// </summary>
public sealed class ServedPeople
{
    /// <summary>How often to look.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string? _file;
    private PeopleList? _current;
    private IReadOnlyList<PolicyFault> _faults = [];

    private ServedPeople(string? file) => (_file, _current) = (file, file is null ? null : PeopleList.Load(file));

    /// <summary>Nobody is known.</summary>
    public static ServedPeople OnTrust { get; } = new(null);

    /// <summary>Null where nobody is known.</summary>
    public PeopleList? Current => Volatile.Read(ref _current);

    /// <summary>What is wrong with the file by now; empty where nothing is. Whoever is not in it any more may still act while there is.</summary>
    public IReadOnlyList<PolicyFault> Faults => Volatile.Read(ref _faults);

    /// <summary>For people: who may act.</summary>
    public string Description => Current is { } list
        ? $"{list.People.Count} known by their tokens"
        : "on trust: who acts is what a request says; --people FILE names those who may";

    /// <param name="file">Of people; null where nobody is known.</param>
    /// <exception cref="PeopleException">It breaks rules.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ServedPeople Open(string? file) => file is null ? OnTrust : new(file);

    /// <summary>Looks into the file.</summary>
    /// <returns>Whether it is refused otherwise than at the look before.</returns>
    public bool Look()
    {
        if (_file is null)
            return false;
        var before = Faults;
        try
        {
            Volatile.Write(ref _current, PeopleList.Load(_file));
            Volatile.Write(ref _faults, []);
        }
        catch (PeopleException e)
        {
            Volatile.Write(ref _faults, e.Faults);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _faults, [new PolicyFault(Path.GetFileName(_file), 1, "", null, $"cannot be read: {e.Message}")]);
        }

        return !Faults.SequenceEqual(before);
    }
}
