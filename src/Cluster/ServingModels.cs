using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Cluster;

/// <summary>The models that one process judges by. Whoever takes <see cref="Current"/> once judges a whole batch with it.</summary>
public sealed class ServingModels(ServedModels first)
{
    private volatile ServedModels _current = first;

    public ServedModels Current
    {
        get => _current;
        set => _current = value;
    }
}
