using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine.Internal;
using PreDelinquency.Engine.Ports;

namespace PreDelinquency.Engine.Tests;

/// <summary>
/// Drives a whole engine on one thread in an order that a seed chooses: clients that send, repeat themselves and send
/// again what was not acknowledged; workers and commits; a store that fails; crashes at any moment between two steps. On the
/// wall clock what happens is sent as it happens, ticks come between, and now and then somebody sets the clock back.
/// </summary>
internal sealed class Simulation
{
    private const int MostOutstanding = 6;
    private readonly Random _random;
    private readonly FaultyStore _faulty;
    private readonly EngineOptions _options;
    private readonly Func<ModelBundle> _model;
    private readonly bool _changesModels;
    private readonly ManualTime _time;
    private readonly List<(List<Transaction> Batch, IngestRequest Request)> _outstanding = [];
    private readonly List<Transaction> _acknowledged = [];
    private EngineCore _core;
    private ITimer? _ticks;
    private bool _isRecovering;
    private int _commitsUntilFailure;

    public Simulation(int seed, IStore store, EngineOptions options, bool changesModels = false)
    {
        (_random, _options, _changesModels) = (new Random(seed), options, changesModels);
        _time = new ManualTime(IsLive ? RandomPopulation.Start : RandomPopulation.Start.AddYears(1));
        _model = () => changesModels && _random.Next(2) == 0 ? Models.Other : Models.Nervous;
        _faulty = new FaultyStore(store)
        {
            FailsBefore = () => _isRecovering ? --_commitsUntilFailure == 0 : _random.Next(10) == 0,
            FailsAfter = () => !_isRecovering && _random.Next(10) == 0,
            FailsReading = () => !_isRecovering && _random.Next(20) == 0,
        };
        _core = Recovered();
    }

    public int Crashes { get; private set; }

    public IReadOnlyList<Transaction> Acknowledged => _acknowledged;

    public EngineCore Core => _core;

    private bool IsLive => _options.Clock == ClockKind.Wall;

    /// <summary>Feeds a stream to the end, whatever happens on the way.</summary>
    /// <param name="stream">In order; sent in that order per customer.</param>
    /// <param name="crashes">How many crashes, spread over the stream.</param>
    public void Run(List<Transaction> stream, int crashes)
    {
        var next = 0;
        var steps = 0;
        var crashesAt = new Queue<int>(Enumerable.Range(0, crashes).Select(_ => _random.Next(stream.Count)).Order());
        while (next < stream.Count || _outstanding.Count > 0 || crashesAt.Count > 0)
        {
            Assert.True(++steps < 10_000_000, "The engine does not get on.");
            switch (_random.Next(6))
            {
                case 0 when next < stream.Count && _outstanding.Count < MostOutstanding:
                    var count = Math.Min(_random.Next(1, 40), stream.Count - next);
                    next += count;
                    LiveUntil(stream[next - 1].Timestamp);
                    Send(stream.GetRange(next - count, count));
                    break;
                case 1 when _acknowledged.Count > 0 && _outstanding.Count < MostOutstanding && _random.Next(4) == 0:
                    var from = _random.Next(_acknowledged.Count);
                    Send(_acknowledged.GetRange(from, Math.Min(_random.Next(1, 10), _acknowledged.Count - from)), isRepeat: true);
                    break;
                case 2 when _changesModels && _random.Next(20) == 0:
                    _core.Serving = new ServedModels(_model(), _random.Next(2) == 0 ? _model() : null);
                    break;
                case 2 when _random.Next(50) == 0:
                    _time.Advance(TimeSpan.FromSeconds(_random.Next(40)));
                    break;
                case 2 when IsLive && _random.Next(200) == 0:
                    _time.SetWrong(TimeSpan.FromHours(_random.Next(2) * -_random.Next(72)));
                    break;
                case 3 when crashesAt.TryPeek(out var at) && next > at:
                    crashesAt.Dequeue();
                    Crash();
                    break;
                case 4:
                    Tolerating(() => _core.Committer.Step());
                    break;
                default:
                    Tolerating(() => _core.Partitions[_random.Next(_core.Partitions.Count)].Step());
                    break;
            }

            Collect();
        }
    }

    /// <summary>Ends as an orderly shutdown does.</summary>
    public void Finish()
    {
        _ticks?.Dispose();
        foreach (var partition in _core.Partitions)
            partition.Finish();
        while (_core.Partitions.Any(p => !p.IsFinished))
        {
            foreach (var partition in _core.Partitions)
                Tolerating(() => partition.Step());
            Tolerating(() => _core.Committer.Step());
        }
    }

    /// <summary>Everything in memory is gone, what was committed is not; clients send again what they got no answer for.</summary>
    public void Crash()
    {
        Crashes++;
        _ticks?.Dispose();
        _core.Dispose();
        _core = Recovered();
        var lost = _outstanding.Select(o => o.Batch).ToList();
        _outstanding.Clear();
        foreach (var batch in lost)
            Send(batch, isRepeat: true);
    }

    private EngineCore Recovered()
    {
        // A process whose store fails at the start does not start, and is started again.
        _isRecovering = true;
        for (var attempt = 1; ; attempt++)
        {
            _commitsUntilFailure = attempt < 4 ? _random.Next(1, 30) : 0;
            var core = new EngineCore(_options, _faulty, _model(), _time);
            try
            {
                Recovery.Run(core);
                _isRecovering = false;
                _ticks = IsLive ? _time.CreateTimer(_ => core.Router.Tick(core.Clock.WallMs), null, TimeSpan.Zero, _options.TickInterval) : null;
                return core;
            }
            catch (StoreException)
            {
                core.Dispose();
            }
        }
    }

    private void LiveUntil(DateTimeOffset moment)
    {
        var passes = moment - new DateTimeOffset(_time.GetTimestamp(), TimeSpan.Zero);
        if (IsLive && passes > TimeSpan.Zero)
            _time.Advance(passes);
    }

    private void Send(List<Transaction> batch, bool isRepeat = false)
    {
        var request = new IngestRequest(batch, 0, batch.Count, new IngestOutcome[batch.Count], _core.Serving);
        _core.Router.Route(request, _core.Router.HomesOf(request));
        _outstanding.Add((batch, request));
        Assert.True(isRepeat || batch.Count > 0);
    }

    private void Collect()
    {
        for (var i = _outstanding.Count - 1; i >= 0; i--)
        {
            var (batch, request) = _outstanding[i];
            if (!request.Task.IsCompleted)
                continue;
            _outstanding.RemoveAt(i);
            foreach (var outcome in request.Outcomes)
                Assert.NotEqual(Applied.TooLate, outcome.Applied);
            _acknowledged.AddRange(batch);
        }
    }

    private static void Tolerating(Action step)
    {
        try
        {
            step();
        }
        catch (StoreException)
        {
            // The threads of the real engine wait and step again; the seed decides when that is.
        }
    }
}
