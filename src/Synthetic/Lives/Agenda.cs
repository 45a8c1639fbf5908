namespace PreDelinquency.Synthetic.Lives;

/// <summary>The intents of one day, brought into the order of their times.</summary>
internal ref struct Agenda(Span<Intent> room)
{
    /// <summary>Room that no day needs: a dozen bills, their arrears, and far more purchases than a day holds.</summary>
    public const int Capacity = 160;

    private const int Latest = 85_500;
    private readonly Span<Intent> _room = room;
    private int _count;

    public readonly ReadOnlySpan<Intent> Items => _room[.._count];

    /// <summary>Adds an intent.</summary>
    /// <exception cref="InvalidOperationException">More than <see cref="Capacity"/> intents: a life has run wild.</exception>
    public void Add(int second, IntentKind kind, int index = 0, long amount = 0)
    {
        if (_count == _room.Length)
            throw new InvalidOperationException($"A day holds more than {_room.Length} intents.");
        var intent = new Intent(Math.Clamp(second, 0, Latest), kind, index, amount);
        var at = _count++;
        while (at > 0 && _room[at - 1].Second > intent.Second)
        {
            _room[at] = _room[at - 1];
            at--;
        }

        _room[at] = intent;
    }
}
