using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Grains.Benchmarks.Measuring;

/// <summary>One of the ways that are measured against each other.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Feed">What it sends; ways by which the same customers are reached share one.</param>
/// <param name="SendAsync">Brings transactions in, in order; completes once all are in the store.</param>
internal sealed record Way(string Name, Feed Feed, Func<IReadOnlyList<Transaction>, Task> SendAsync);
