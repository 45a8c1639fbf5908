using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Internal;

/// <summary>Time passed.</summary>
/// <param name="nowMs">Unix milliseconds.</param>
/// <param name="models">Who judges the customers that hear it.</param>
internal sealed class TickItem(long nowMs, ServedModels models) : WorkItem(models)
{
    /// <summary>Unix milliseconds.</summary>
    public long NowMs => nowMs;
}
