namespace PreDelinquency.Engine.Internal;

/// <summary>What a worker has to do: work in order of arrival, and questions that go first.</summary>
internal sealed class Mailbox
{
    private readonly object _lock = new();
    private readonly Queue<WorkItem> _work = [];
    private readonly Queue<Action<Partition>> _questions = [];
    private bool _signalled;

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _work.Count == 0;
        }
    }

    public void Post(WorkItem item)
    {
        lock (_lock)
        {
            _work.Enqueue(item);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Posts a question; it answers through its own means and does not throw.</summary>
    public void Ask(Action<Partition> question)
    {
        lock (_lock)
        {
            _questions.Enqueue(question);
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>Something other than an item is worth a look.</summary>
    public void Signal()
    {
        lock (_lock)
        {
            _signalled = true;
            Monitor.Pulse(_lock);
        }
    }

    public bool TryTake(out WorkItem? item)
    {
        lock (_lock)
            return _work.TryDequeue(out item);
    }

    public bool TryTakeQuestion(out Action<Partition>? question)
    {
        lock (_lock)
            return _questions.TryDequeue(out question);
    }

    /// <summary>Waits until there is a question or a signal, or an item where those are wanted.</summary>
    public void Wait(bool wantsWork, TimeSpan longest)
    {
        lock (_lock)
        {
            if (!_signalled && _questions.Count == 0 && (!wantsWork || _work.Count == 0))
                Monitor.Wait(_lock, longest);
            _signalled = false;
        }
    }
}
