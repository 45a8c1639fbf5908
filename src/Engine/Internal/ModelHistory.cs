using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Internal;

/// <summary>
/// Which model judged which part of the log. A replay judges with the models of then, so that it leads to what was
/// committed then, whatever model judges now. Safe to read from many threads; models of the past are loaded on demand.
/// </summary>
internal sealed class ModelHistory
{
    private readonly ModelBundle _present;
    private readonly Dictionary<(string Document, string Trees), Lazy<ModelBundle>> _models = [];
    private volatile Span[] _spans;
    private (string Document, string Trees)? _latestText;
    private ModelBundle? _latest;

    /// <param name="past">What the store knows.</param>
    /// <param name="present">Judges where the engine starts; a store that knows of no model was written by it throughout.</param>
    public ModelHistory(IReadOnlyList<ModelEntry> past, ModelBundle present)
    {
        _present = present;
        if (past.Count > 0)
        {
            _models.Add(present.ToText(), new(present));
            _latestText = (past[^1].Document, past[^1].Trees);
        }

        _spans = [.. past.Select(entry => new Span(entry.AfterPosition, Known((entry.Document, entry.Trees), () => Load(entry))))];
    }

    /// <summary>The model that judged a log entry.</summary>
    /// <exception cref="ModelBundleException">This program cannot use it.</exception>
    public ModelBundle Of(long position)
    {
        var spans = _spans;
        for (var i = spans.Length - 1; i > 0; i--)
        {
            if (position > spans[i].AfterPosition)
                return spans[i].Model.Value;
        }

        return spans.Length > 0 ? spans[0].Model.Value : _present;
    }

    /// <summary>Notes who judged the log after a position. One thread, in order of position; the commit must then tell the store.</summary>
    /// <param name="model">The model.</param>
    /// <param name="position">The last position before what it judged.</param>
    /// <param name="entries">Takes what the store must be told; nothing where the model goes on to be the one before.</param>
    public void Judged(ModelBundle model, long position, List<ModelEntry> entries)
    {
        if (ReferenceEquals(model, _latest))
            return;
        _latest = model;
        if (_spans.Length == 0 && position > 0)
            Add(_present, 0, entries);
        Add(model, position, entries);
    }

    private void Add(ModelBundle model, long position, List<ModelEntry> entries)
    {
        var text = model.ToText();
        if (text == _latestText)
            return;
        _latestText = text;

        // A model that takes over again is loaded anew by whoever promotes it: the one that is here serves.
        _spans = [.. _spans.Where(span => span.AfterPosition != position), new Span(position, Known(text, () => model))];
        entries.Add(new ModelEntry(position, text.Document, text.Trees));
    }

    private Lazy<ModelBundle> Known((string Document, string Trees) text, Func<ModelBundle> load)
    {
        if (!_models.TryGetValue(text, out var model))
            _models.Add(text, model = new(load));
        return model;
    }

    private static ModelBundle Load(ModelEntry entry) =>
        ModelBundle.Parse(entry.Document, entry.Trees, $"the model that judged the log after position {entry.AfterPosition}");

    private readonly record struct Span(long AfterPosition, Lazy<ModelBundle> Model);
}
