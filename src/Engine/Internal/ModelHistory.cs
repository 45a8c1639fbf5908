using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Which model judged which part of the log. A replay judges with the models of then, so that it leads to what was
/// committed then, whatever model judges now. Safe to read from many threads; models of the past are loaded on demand.
/// </summary>
internal sealed class ModelHistory
{
    private readonly (long AfterPosition, Lazy<ModelBundle> Model)[] _past;
    private readonly Lazy<(string Document, string Trees)> _presentText;
    private bool _isPresentStored;

    public ModelHistory(IReadOnlyList<ModelEntry> past, ModelBundle present)
    {
        _presentText = new(present.ToText);
        _isPresentStored = past.Count > 0 && IsPresent(past[^1]);
        _past = [.. past.Select(entry => (entry.AfterPosition, new Lazy<ModelBundle>(() => IsPresent(entry) ? present : Load(entry))))];
        Present = present;
    }

    /// <summary>Judges from now on.</summary>
    public ModelBundle Present { get; }

    /// <summary>The model that judged a log entry.</summary>
    /// <exception cref="ModelBundleException">This program cannot use it.</exception>
    public ModelBundle Of(long position)
    {
        for (var i = _past.Length - 1; i > 0; i--)
        {
            if (position > _past[i].AfterPosition)
                return _past[i].Model.Value;
        }

        return _past.Length > 0 ? _past[0].Model.Value : Present;
    }

    /// <summary>What the next commit must tell of the present model; null where the store knows.</summary>
    /// <param name="position">The last position before that commit. A store that knows of no model was written by this one throughout.</param>
    public ModelEntry? Untold(long position) =>
        _isPresentStored ? null : new ModelEntry(_past.Length == 0 ? 0 : position, _presentText.Value.Document, _presentText.Value.Trees);

    /// <summary>The store knows of the present model.</summary>
    public void Told() => _isPresentStored = true;

    private bool IsPresent(ModelEntry entry) => (entry.Document, entry.Trees) == _presentText.Value;

    private static ModelBundle Load(ModelEntry entry) =>
        ModelBundle.Parse(entry.Document, entry.Trees, $"the model that judged the log after position {entry.AfterPosition}");
}
