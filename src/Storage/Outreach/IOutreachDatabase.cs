namespace PreDelinquency.Storage.Outreach;

/// <summary>A database that runs the store's statements.</summary>
internal interface IOutreachDatabase : IAsyncDisposable
{
    /// <summary>Kind and place, for people.</summary>
    string Description { get; }

    /// <summary>Begins a transaction.</summary>
    /// <param name="writes">Whether it changes anything.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IOutreachSession> BeginAsync(bool writes, CancellationToken cancellationToken);
}
