using System.Diagnostics;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Hosting;

namespace PreDelinquency.Engine.Internal;

/// <summary>A run of a caller's transactions, with the place for their outcomes.</summary>
internal sealed class IngestRequest(IReadOnlyList<Transaction> transactions, int start, int count, IngestOutcome[] outcomes, ServedModels models) : Acknowledgement
{
    public IReadOnlyList<Transaction> Transactions => transactions;

    /// <summary>The caller's span.</summary>
    public ActivityContext Span { get; } = Tracing.Current;

    /// <summary>Timestamp of when it was dealt out to the workers.</summary>
    public long DealtOut { get; set; }

    /// <summary>Who judges them.</summary>
    public ServedModels Models => models;

    /// <summary>Index of the first transaction that belongs to this request.</summary>
    public int Start => start;

    public int Count => count;

    /// <summary>One per transaction of the whole list, written by the workers, each at its own places.</summary>
    public IngestOutcome[] Outcomes => outcomes;
}
