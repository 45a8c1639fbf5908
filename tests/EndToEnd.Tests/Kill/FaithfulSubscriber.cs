using PreDelinquency.Cli;
using PreDelinquency.Cli.Live;

namespace PreDelinquency.EndToEnd.Tests.Kill;

/// <summary>A client of the live feed that comes back after every death and asks for what it missed.</summary>
public sealed class FaithfulSubscriber(Outage outage)
{
    private readonly List<long> _sequences = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _wanted = long.MaxValue;

    /// <summary>What came, in the order in which it came.</summary>
    public IReadOnlyList<long> Sequences
    {
        get
        {
            lock (_sequences)
                return [.. _sequences];
        }
    }

    /// <summary>The latest of them; 0 before the first.</summary>
    public long Latest
    {
        get
        {
            lock (_sequences)
                return _sequences.Count == 0 ? 0 : _sequences[^1];
        }
    }

    public int Connections { get; private set; }

    /// <summary>Waits until an intervention came.</summary>
    public Task WaitForAsync(long sequence, TimeSpan deadline)
    {
        Volatile.Write(ref _wanted, sequence);
        Check();
        return _done.Task.WaitAsync(deadline);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        GatewayProcess? dead = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var gateway = await outage.NextAsync(dead).WaitAsync(cancellationToken);
            try
            {
                await using var hub = await HubClient.ConnectAsync(gateway.Address, TimeProvider.System, cancellationToken);
                await hub.SubscribeAsync(Latest, cancellationToken);
                Connections++;
                await foreach (var message in hub.ReadAsync(cancellationToken))
                {
                    if (message.Target == "intervention")
                        Take(message.Argument.GetProperty("sequence").GetInt64());
                }
            }
            catch (CommandException)
            {
                // Died while connecting.
            }

            dead = gateway;
        }
    }

    private void Take(long sequence)
    {
        lock (_sequences)
            _sequences.Add(sequence);
        Check();
    }

    private void Check()
    {
        if (Latest >= Volatile.Read(ref _wanted))
            _done.TrySetResult();
    }
}
