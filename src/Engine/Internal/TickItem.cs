namespace PreDelinquency.Engine.Internal;

/// <summary>Time passed.</summary>
internal sealed class TickItem(long nowMs) : WorkItem
{
    /// <summary>Unix milliseconds.</summary>
    public long NowMs => nowMs;
}
