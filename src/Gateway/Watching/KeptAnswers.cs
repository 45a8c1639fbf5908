namespace PreDelinquency.Gateway.Watching;

/// <summary>
/// Answers that take long enough to be kept: whoever asks while one is being worked out, or a moment after, gets the same. They are
/// worked out at most every second, and so seldom that each takes a tenth of the time. Any thread.
/// </summary>
/// <param name="time">For how long an answer took and stands.</param>
/// <param name="most">About how many are kept.</param>
internal sealed class KeptAnswers<TKey, T>(TimeProvider time, int most)
    where TKey : notnull
{
    private const int Share = 10;
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Kept> _kept = [];

    /// <param name="key">What is asked.</param>
    /// <param name="answer">Works it out, for all who ask, so that none of them can break it off. A failure is not kept.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<T> ReadAsync(TKey key, Func<Task<T>> answer, CancellationToken cancellationToken)
    {
        Kept? kept;
        lock (_gate)
        {
            if (!_kept.TryGetValue(key, out kept) || !kept.Stands)
            {
                MakeRoom();
                _kept[key] = kept = new Kept(time, answer);
            }
        }

        return kept.Answer.WaitAsync(cancellationToken);
    }

    private void MakeRoom()
    {
        if (_kept.Count < most)
            return;
        foreach (var (key, kept) in _kept)
        {
            if (!kept.Stands)
                _kept.Remove(key);
        }

        if (_kept.Count >= most && _kept.Where(kept => kept.Value.Answer.IsCompleted).OrderBy(kept => kept.Value.Ended).FirstOrDefault() is { Value: not null } oldest)
            _kept.Remove(oldest.Key);
    }

    private sealed class Kept
    {
        private readonly TimeProvider _time;
        private readonly long _began;

        public Kept(TimeProvider time, Func<Task<T>> answer)
        {
            (_time, _began) = (time, time.GetTimestamp());
            Answer = Task.Run(async () =>
            {
                try
                {
                    return await answer();
                }
                finally
                {
                    Ended = time.GetTimestamp();
                }
            });
        }

        public Task<T> Answer { get; }

        public long Ended { get; private set; }

        public bool Stands => !Answer.IsCompleted || (Answer.IsCompletedSuccessfully && _time.GetElapsedTime(Ended) < Freshness + (_time.GetElapsedTime(_began, Ended) * Share));
    }
}
