using PreDelinquency.Domain.Risk;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Engine;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Gateway.Live;
using PreDelinquency.Synthetic;

namespace PreDelinquency.Gateway.Demo;

/// <summary>
/// A population that lives in the service: its history first, as fast as it goes, then a day every few seconds. All of it
/// goes the way of any other transaction. Lives are deterministic, so after a restart they are lived again up to where each
/// customer stopped, and on from there. Where the service has stopped for good, so does the demo, and says why.
/// </summary>
internal sealed class DemoRun(DemoPlan plan, IRiskService service, LiveTransactions live, TimeProvider time, TextWriter output, ILogger<DemoRun> logger) : BackgroundService, IReadinessPart
{
    /// <summary>Pieces in which a day is sent.</summary>
    public const int PiecesPerDay = 20;

    private const int BatchSize = 4096;
    private const int ProfilesAtOnce = 64;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(2);

    private PartHealth _health = new("demo", false, "begins");

    // What the progress begins with after a restart.
    private string _before = "";

    public PartHealth Health => Volatile.Read(ref _health);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (ServiceUnavailableException e) when (e.IsPermanent)
        {
            Report(ready: false, $"has ended: {e.Message} Start the program again to go on.");
            logger.DemoEnded(e);
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        var options = plan.Population.Options;
        var reached = await FindReachedAsync(stoppingToken);
        if (reached is { } day)
            _before = $"goes on where it stopped, on {day:yyyy-MM-dd}: ";
        var lives = CreateLives(stoppingToken);
        var known = await FindKnownAsync(lives, stoppingToken);
        var present = reached is { } latest && DateOnly.FromDateTime(latest.DateTime) >= options.End ? DateOnly.FromDateTime(latest.DateTime).AddDays(1) : options.End;
        await LoadAsync(lives, known, present, stoppingToken);
        Report(ready: true, $"{options.Customers:#,0} customers live, a day every {plan.Day.TotalSeconds:0.##} s, from {present:yyyy-MM-dd}");
        await LiveAsync(lives, stoppingToken);
        Report(ready: true, $"pauses on {plan.LastDay:yyyy-MM-dd}, so that it does not fill the disk; to go on, start it again with a larger --demo-years");
        logger.DemoPauses(plan.LastDay);
    }

    /// <summary>The latest event that is stored; null before the first.</summary>
    private async Task<DateTimeOffset?> FindReachedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<CustomerSummary> stored = [];
        await InsistAsync(async () => stored = await service.GetHighRiskAsync(RiskLevel.Low, plan.Population.Options.Customers, cancellationToken), cancellationToken);
        return stored.Max(c => c.LatestEvent);
    }

    private Life[] CreateLives(CancellationToken cancellationToken)
    {
        var lives = new Life[plan.Population.Options.Customers];
        var makes = _before.Length == 0 ? $"makes {lives.Length:#,0} customers" : $"{_before}makes its {lives.Length:#,0} customers again";
        Report(ready: false, makes);
        var reported = time.GetTimestamp();
        for (var i = 0; i < lives.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lives[i] = plan.Population.CreateLife(i);
            if (IsDue(ref reported))
                Report(ready: false, $"{makes}: {i * 100.0 / lives.Length:0}%");
        }

        return lives;
    }

    /// <summary>Stores the profiles, and finds the latest event of whoever was here before.</summary>
    private async Task<Dictionary<string, DateTimeOffset>> FindKnownAsync(Life[] lives, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var some in lives.Chunk(ProfilesAtOnce))
        {
            (CustomerView? View, bool IsRefused)[] views = [];
            await InsistAsync(async () => views = await Task.WhenAll(some.Select(life => FindAsync(life.CustomerId, cancellationToken))), cancellationToken);
            await InsistAsync(
                () => Task.WhenAll(some.Zip(views).Where(p => p.Second is { IsRefused: false, View: null or { Profile: null } }).Select(p => service.PutProfileAsync(p.First.CustomerId, p.First.Profile, cancellationToken).AsTask())),
                cancellationToken);
            foreach (var (life, (view, isRefused)) in some.Zip(views))
            {
                // Whoever is refused has no history to load: each piece of it would be one more dead letter.
                if (isRefused)
                    known.Add(life.CustomerId, DateTimeOffset.MaxValue);
                else if (view?.LatestEvent is { } latest)
                    known.Add(life.CustomerId, latest);
            }
        }

        return known;
    }

    /// <summary>A customer whose stored state is damaged beyond repair is refused; all others live on.</summary>
    private async Task<(CustomerView? View, bool IsRefused)> FindAsync(string customerId, CancellationToken cancellationToken)
    {
        try
        {
            return (await service.GetCustomerAsync(customerId, cancellationToken), false);
        }
        catch (ServiceUnavailableException e) when (e is { IsPermanent: true, CustomerId: not null })
        {
            logger.DemoGoesOnWithout(e.CustomerId, e);
            return (null, true);
        }
    }

    /// <summary>Lives up to a day at full speed; what each customer did before its latest known event is here already.</summary>
    private async Task LoadAsync(Life[] lives, Dictionary<string, DateTimeOffset> known, DateOnly until, CancellationToken cancellationToken)
    {
        var start = plan.Population.Options.Start;
        var reported = time.GetTimestamp();
        var sent = Task.CompletedTask;
        var batch = new List<Transaction>(BatchSize);
        var passed = 0;
        var loads = _before.Length == 0 ? "loads the history" : $"{_before}lives up to there again";
        Report(ready: false, loads);
        var chronicle = new Chronicle(lives, until);
        foreach (var transaction in chronicle.Transactions())
        {
            // Reliving what is known sends nothing, so nothing else would notice a stop.
            cancellationToken.ThrowIfCancellationRequested();
            if (++passed % BatchSize == 0 && IsDue(ref reported))
            {
                var done = (DateOnly.FromDateTime(transaction.Timestamp.DateTime).DayNumber - start.DayNumber) * 100.0 / (until.DayNumber - start.DayNumber);
                Report(ready: false, $"{loads}: {Math.Clamp(done, 0, 100):0}%");
            }

            if (known.TryGetValue(transaction.CustomerId, out var latest) && transaction.Timestamp < latest)
                continue;
            batch.Add(transaction);
            if (batch.Count < BatchSize)
                continue;
            // The next ones are lived while these are made durable.
            await sent;
            sent = SendAsync(batch, cancellationToken);
            batch = new List<Transaction>(BatchSize);
        }

        await sent;
        await SendAsync(batch, cancellationToken);
        await NoteAsync(chronicle.TakeMissed(), cancellationToken);
    }

    private async Task LiveAsync(Life[] lives, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(plan.Day / PiecesPerDay, time);
        var day = new List<Transaction>();
        for (var today = lives[0].Today; today < plan.LastDay; today = lives[0].Today)
        {
            var chronicle = new Chronicle(lives, today.AddDays(1));
            day.AddRange(chronicle.Transactions());
            var begin = new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero);
            var next = 0;
            for (var piece = 1; piece <= PiecesPerDay; piece++)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                // Local days reach beyond the day in UTC; its first and last piece take what lies outside.
                var until = piece == PiecesPerDay ? DateTimeOffset.MaxValue : begin + (piece * TimeSpan.FromDays(1) / PiecesPerDay);
                var first = next;
                while (next < day.Count && day[next].Timestamp < until)
                    next++;
                await SendAsync(day.GetRange(first, next - first), cancellationToken);
            }

            await NoteAsync(chronicle.TakeMissed(), cancellationToken);
            day.Clear();
        }
    }

    private Task SendAsync(List<Transaction> transactions, CancellationToken cancellationToken) =>
        transactions.Count == 0
            ? Task.CompletedTask
            : InsistAsync(async () => live.Note(transactions, await service.IngestAsync(transactions, [], cancellationToken)), cancellationToken);

    /// <summary>Tells of missed payments, as a bank's own books would; those told before are kept again.</summary>
    private Task NoteAsync(IReadOnlyList<MissedPayment> missed, CancellationToken cancellationToken) =>
        missed.Count == 0
            ? Task.CompletedTask
            : InsistAsync(() => service.NoteMissedPaymentsAsync(missed, cancellationToken).AsTask(), cancellationToken);

    /// <summary>Tries again while the store does not work, unless it never will: what was taken already counts as a duplicate.</summary>
    private async Task InsistAsync(Func<Task> attempt, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (ServiceUnavailableException e) when (!e.IsPermanent)
            {
                logger.DemoWaits(RetryAfter.TotalMilliseconds, e.Message);
                await Task.Delay(RetryAfter, time, cancellationToken);
            }
        }
    }

    private bool IsDue(ref long reported)
    {
        if (time.GetElapsedTime(reported) < ReportEvery)
            return false;
        reported = time.GetTimestamp();
        return true;
    }

    private void Report(bool ready, string detail)
    {
        Volatile.Write(ref _health, new PartHealth("demo", ready, detail));
        output.WriteLine($"Demo: {detail}");
        output.Flush();
    }
}
