namespace PreDelinquency.Engine;

/// <summary>A part of a customer's past.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Where the next page begins: what lies before it; null where there is nothing more.</param>
public sealed record HistoryPage<T>(IReadOnlyList<T> Items, HistoryCursor? Next);
