using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Synthetic.Lives;

/// <summary>
/// Where money moves: every booking changes the balance and, when somebody listens, becomes a transaction. Nothing
/// else touches the balance.
/// </summary>
internal readonly ref struct Journal(LifeState life, ICollection<Transaction>? listener)
{
    private const int EndOfNight = 3 * 3600;
    private const long SecondsPerDay = 86_400;
    private readonly LifeState _life = life;
    private readonly ICollection<Transaction>? _listener = listener;
    private readonly (int Early, int Late) _offset = life.Persona.Place.OffsetSeconds(life.Today);

    public void Credit(int second, Category category, Channel channel, long cents, string merchant)
    {
        if (cents <= 0)
            return;
        _life.Balance += cents;
        Record(second, Direction.Credit, category, channel, TransactionStatus.Completed, cents, merchant, 0);
    }

    public void Debit(int second, Category category, Channel channel, long cents, string merchant, int dueDay = 0)
    {
        if (cents <= 0)
            return;
        _life.Balance -= cents;
        Record(second, Direction.Debit, category, channel, TransactionStatus.Completed, cents, merchant, dueDay);
    }

    /// <summary>A debit that was tried and moved no money.</summary>
    public void Refuse(int second, Category category, Channel channel, TransactionStatus status, long cents, string merchant, int dueDay = 0) =>
        Record(second, Direction.Debit, category, channel, status, cents, merchant, dueDay);

    private void Record(
        int second, Direction direction, Category category, Channel channel, TransactionStatus status, long cents, string merchant, int dueDay)
    {
        if (_listener is null)
            return;
        var offset = second < EndOfNight ? _offset.Early : _offset.Late;
        var at = Math.Max((_life.Today * SecondsPerDay) + second - offset, _life.LastSecond + 1);
        _life.LastSecond = at;
        var local = new DateTime((at + offset) * TimeSpan.TicksPerSecond);
        _listener.Add(new Transaction
        {
            TransactionId = TransactionId(_life),
            CustomerId = _life.Persona.CustomerId,
            Timestamp = new DateTimeOffset(local, new TimeSpan(offset * TimeSpan.TicksPerSecond)),
            Amount = new Money(cents * 100),
            Direction = direction,
            Category = category,
            Channel = channel,
            Status = status,
            BalanceAfter = new Money(_life.Balance * 100),
            Currency = _life.Persona.Place.Currency,
            Merchant = merchant,
            DueDate = dueDay == 0 ? null : DateOnly.FromDayNumber(dueDay),
        });
    }

    private static string TransactionId(LifeState life) =>
        string.Create(life.Persona.IdPrefix.Length + 6, (life.Persona.IdPrefix, Number: ++life.Sequence), static (text, key) =>
        {
            key.IdPrefix.CopyTo(text);
            var number = key.Number;
            for (var i = text.Length - 1; i >= key.IdPrefix.Length; i--)
            {
                text[i] = (char)('0' + (number % 10));
                number /= 10;
            }
        });
}
