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
    private volatile Span[] _spans;
    private (string Document, string Trees)? _latestText;
    private ModelBundle? _latest;

    /// <param name="past">What the store knows.</param>
    /// <param name="present">Judges where the engine starts; a store that knows of no model was written by it throughout.</param>
    public ModelHistory(IReadOnlyList<ModelEntry> past, ModelBundle present)
    {
        _present = present;
        var loaded = new Dictionary<(string, string), Lazy<ModelBundle>>();
        if (past.Count > 0)
        {
            loaded.Add(present.ToText(), new(present));
            _latestText = (past[^1].Document, past[^1].Trees);
        }

        _spans = [.. past.Select(entry => new Span(entry.AfterPosition, Loaded(entry)))];

        Lazy<ModelBundle> Loaded(ModelEntry entry)
        {
            if (!loaded.TryGetValue((entry.Document, entry.Trees), out var model))
                loaded.Add((entry.Document, entry.Trees), model = new(() => Load(entry)));
            return model;
        }
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
    /// <returns>What the store must be told; null where the model goes on to be the one before.</returns>
    public ModelEntry? Judged(ModelBundle model, long position)
    {
        if (ReferenceEquals(model, _latest))
            return null;
        var text = model.ToText();
        _latest = model;
        if (text == _latestText)
            return null;
        _latestText = text;
        var after = _spans.Length == 0 ? 0 : position;
        _spans = [.. _spans.Where(span => span.AfterPosition != after), new Span(after, new(model))];
        return new ModelEntry(after, text.Document, text.Trees);
    }

    private static ModelBundle Load(ModelEntry entry) =>
        ModelBundle.Parse(entry.Document, entry.Trees, $"the model that judged the log after position {entry.AfterPosition}");

    private readonly record struct Span(long AfterPosition, Lazy<ModelBundle> Model);
}
