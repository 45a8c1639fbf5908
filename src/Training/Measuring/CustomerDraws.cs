namespace PreDelinquency.Training.Measuring;

/// <summary>
/// Draws customers again, with all of their rows: rows of one customer resemble each other, so drawing rows would promise
/// too much (cluster bootstrap; Efron and Tibshirani 1993, ch. 8). A draw depends on its number and on the number of customers alone, so
/// that two models on the same rows are compared on the same draws.
/// </summary>
internal static class CustomerDraws
{
    /// <summary>How many draws an interval is made from.</summary>
    public const int Count = 400;

    /// <summary>How often each customer is in a draw.</summary>
    /// <param name="draw">Number of the draw, from 0.</param>
    /// <param name="times">Room for one number per customer.</param>
    public static void Fill(int draw, Span<int> times)
    {
        times.Clear();
        var state = 0x5DEE_CE66_D1CE_4E5B ^ ((ulong)(draw + 1) * 0x9E37_79B9_7F4A_7C15);
        for (var i = 0; i < times.Length; i++)
        {
            state = (state * 6364136223846793005) + 1442695040888963407;
            times[(int)(((state >> 33) * (ulong)times.Length) >> 31)]++;
        }
    }
}
