using PreDelinquency.Domain.Transactions;

namespace PreDelinquency.Cli.Import;

/// <summary>Finds the order of movements in which each balance follows from the one before, as nearly as possible.</summary>
internal sealed class BalanceChain
{
    /// <summary>Statements round balances: a link may be off by so much.</summary>
    private static readonly Money Rounding = Money.FromDecimal(0.25m);

    /// <summary>Search steps after which the best order so far is taken; a day of ten rows needs far fewer.</summary>
    private const int MostSteps = 20_000;

    private readonly (Money Amount, Money Balance)[] _rows;
    private readonly int[] _order;
    private readonly bool[] _used;
    private int[] _best;
    private int _bestBroken = int.MaxValue;
    private int _steps;

    private BalanceChain((Money Amount, Money Balance)[] rows)
    {
        _rows = rows;
        _order = new int[rows.Length];
        _used = new bool[rows.Length];
        _best = [.. Enumerable.Range(0, rows.Length)];
    }

    /// <summary>The order with the fewest broken links; among equals the nearest to the given one.</summary>
    /// <param name="rows">Signed amounts and the balances after them.</param>
    /// <param name="before">The balance before the first, where known.</param>
    /// <returns>Indexes into the rows.</returns>
    public static int[] Find((Money Amount, Money Balance)[] rows, Money? before)
    {
        if (rows.Length < 2)
            return [.. Enumerable.Range(0, rows.Length)];
        var chain = new BalanceChain(rows);
        chain.Search(0, before, 0);
        return chain._best;
    }

    private void Search(int depth, Money? balance, int broken)
    {
        if (broken >= _bestBroken || _bestBroken == 0 || _steps++ > MostSteps)
            return;
        if (depth == _rows.Length)
        {
            (_best, _bestBroken) = ([.. _order], broken);
            return;
        }

        // Links that hold are tried first, so that a whole chain is found at once where there is one.
        for (var wantsBroken = 0; wantsBroken < 2; wantsBroken++)
        {
            for (var i = 0; i < _rows.Length; i++)
            {
                if (_used[i] || BreaksAfter(balance, _rows[i]) != (wantsBroken == 1))
                    continue;
                _used[i] = true;
                _order[depth] = i;
                Search(depth + 1, _rows[i].Balance, broken + wantsBroken);
                _used[i] = false;
            }
        }
    }

    private static bool BreaksAfter(Money? balance, (Money Amount, Money Balance) row)
    {
        if (balance is not { } before)
            return false;
        var difference = before + row.Amount - row.Balance;
        return difference > Rounding || difference < -Rounding;
    }
}
