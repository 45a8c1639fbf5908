using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;

namespace PreDelinquency.Training.Experiments;

/// <summary>
/// Writes every text in double quotes. MLflow reads YAML 1.1, to which a bare 2026-11-21 is a date, on is true and 1:30 is
/// ninety; quoted, a text is a text in every version.
/// </summary>
/// <param name="next">Writes what this prepares.</param>
internal sealed class QuotedText(IEventEmitter next) : ChainedEventEmitter(next)
{
    public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
    {
        if (eventInfo.Source.Value is string)
            eventInfo.Style = ScalarStyle.DoubleQuoted;
        base.Emit(eventInfo, emitter);
    }
}
