using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;

namespace PreDelinquency.Kafka;

/// <summary>What is to be done about a batch; places are those of its messages.</summary>
internal sealed class BatchWork
{
    /// <summary>Transactions that were not taken yet, in order.</summary>
    public List<(int Place, Transaction Transaction)> Pending { get; } = [];

    /// <summary>Messages that become dead letters, and why.</summary>
    public List<(int Place, string Error)> Refused { get; } = [];

    /// <summary>The same, but the store has them already.</summary>
    public List<(int Place, string Error)> Late { get; } = [];

    /// <summary>Letters that the store does not have yet.</summary>
    public List<DeadLetter> Letters { get; } = [];

    public void Refuse(int place, DeadLetter letter)
    {
        Refused.Add((place, letter.Error));
        Letters.Add(letter);
    }
}
