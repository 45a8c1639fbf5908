namespace PreDelinquency.Outreach.Policies;

/// <summary>Collects what is wrong, so that whoever mends a policy sees all of it at once.</summary>
internal sealed class FaultList
{
    private readonly List<PolicyFault> _faults = [];

    public bool Any => _faults.Count > 0;

    public void Add(string file, long line, string place, string? value, string rule) => _faults.Add(new(file, line, place, value, rule));

    /// <summary>In order of file and line; each once.</summary>
    public IReadOnlyList<PolicyFault> ToSorted() =>
        [.. _faults.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Place, StringComparer.Ordinal)];

    /// <exception cref="PolicyException">There is any.</exception>
    public void ThrowIfAny()
    {
        if (Any)
            throw new PolicyException(ToSorted());
    }
}
