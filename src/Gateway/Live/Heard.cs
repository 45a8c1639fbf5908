using System.Diagnostics;

namespace PreDelinquency.Gateway.Live;

/// <summary>An item of the live feed, and how it came.</summary>
/// <typeparam name="T">The item.</typeparam>
/// <param name="Item">The item.</param>
/// <param name="At">Timestamp of when this gateway heard of it; null for one that was read from the store.</param>
/// <param name="Span">The span that made it durable; default where that was not traced.</param>
internal readonly record struct Heard<T>(T Item, long? At, ActivityContext Span);
