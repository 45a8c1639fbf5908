namespace PreDelinquency.Storage.Outreach;

/// <summary>
/// One transaction; disposed without <see cref="CommitAsync"/> it leaves nothing behind. Parameters are $1, $2 and so on, and first
/// appear in that order: SQLite counts them as they come.
/// </summary>
internal interface IOutreachSession : IAsyncDisposable
{
    /// <returns>How many rows were changed.</returns>
    ValueTask<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params object?[] arguments);

    ValueTask<List<T>> QueryAsync<T>(string sql, Func<IOutreachRow, T> read, CancellationToken cancellationToken, params object?[] arguments);

    ValueTask CommitAsync(CancellationToken cancellationToken);
}
