namespace PreDelinquency.Engine;

/// <summary>Hears of everything that became durable.</summary>
public interface ICommitListener
{
    /// <summary>Called once per commit, in order. Must not block and must not throw.</summary>
    void OnCommitted(CommittedEffects effects);
}
