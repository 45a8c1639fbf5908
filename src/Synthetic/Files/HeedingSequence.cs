namespace PreDelinquency.Synthetic.Files;

/// <summary>Makes a loop over many small things heed a token.</summary>
internal static class HeedingSequence
{
    /// <summary>The same items; stops with <see cref="OperationCanceledException"/> before the next one once the token is cancelled.</summary>
    public static IEnumerable<T> Heeding<T>(this IEnumerable<T> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
