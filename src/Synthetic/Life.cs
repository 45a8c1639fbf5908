using PreDelinquency.Domain.Profiles;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic.Lives;

namespace PreDelinquency.Synthetic;

/// <summary>
/// One simulated customer, lived day by day without end. Not safe for several threads at once; different lives share
/// nothing that changes.
/// </summary>
public sealed class Life
{
    private readonly LifeState _state;

    internal Life(LifeState state, CustomerProfile profile)
    {
        _state = state;
        Profile = profile;
    }

    /// <summary>Opaque id like <c>c000123</c>.</summary>
    public string CustomerId => _state.Persona.CustomerId;

    /// <summary>What the bank knows of the customer at the start.</summary>
    public CustomerProfile Profile { get; }

    /// <summary>The day that <see cref="LiveDay"/> will live next.</summary>
    public DateOnly Today => DateOnly.FromDayNumber(_state.Today);

    /// <summary>What lies in the account.</summary>
    public Money Balance => new(_state.Balance * 100);

    /// <summary>Hidden: the causes of trouble at work.</summary>
    public IReadOnlyList<Episode> CurrentCauses => Running(trouble: true);

    /// <summary>Hidden: what is going on that only looks like trouble.</summary>
    public IReadOnlyList<Episode> LookAlikes => Running(trouble: false);

    /// <summary>Hidden: every cause and look-alike so far, in the order of onset.</summary>
    public IReadOnlyList<Episode> History => _state.History;

    /// <summary>Lives one calendar day and appends what happened.</summary>
    /// <param name="transactions">Takes the day's transactions, in time order.</param>
    /// <param name="missed">Takes what became missed with the beginning of the day.</param>
    public void LiveDay(ICollection<Transaction> transactions, ICollection<MissedPayment> missed)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        ArgumentNullException.ThrowIfNull(missed);
        LifeDay.Live(_state, transactions, missed);
    }

    /// <summary>Lives one day of which only the missed payments matter: several times faster.</summary>
    public void LiveDayUnseen(ICollection<MissedPayment> missed)
    {
        ArgumentNullException.ThrowIfNull(missed);
        LifeDay.Live(_state, null, missed);
    }

    /// <summary>The bank helps, from <see cref="Today"/> on. By itself it costs the life no luck: chance falls as it would have.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such help.</exception>
    public void Receive(Help help) => HelpProcess.Receive(_state, help);

    /// <summary>A life that will go the same way, independent of this one.</summary>
    public Life Copy() => new(_state.Copy(), Profile);

    /// <summary>
    /// A life with the same past whose future is drawn anew: all that is left to chance, and how long the running episodes
    /// last that nobody knows the end of. Notice given, plans made and bills announced stay.
    /// </summary>
    /// <param name="luck">Equal numbers give equal futures.</param>
    public Life Fork(ulong luck)
    {
        var state = _state.Copy();
        state.Random = new Randomness(Randomness.Mix(luck, (ulong)state.Today));
        EpisodeOutlook.Redraw(state);
        return new Life(state, Profile);
    }

    private List<Episode> Running(bool trouble)
    {
        var running = new List<Episode>();
        for (var i = 0; i < _state.EpisodeCount; i++)
        {
            if (_state.Episodes[i].Kind.IsTrouble() == trouble)
                running.Add(_state.Episodes[i].ToEpisode());
        }

        return running;
    }
}
