namespace PreDelinquency.Trees.Training.Growing;

/// <summary>Histograms for reuse, with a bound on how many leaves keep theirs.</summary>
internal sealed class HistogramPool(int length)
{
    private const long MaxBytes = 512L << 20;
    private const int BytesPerBin = 16;
    private readonly Stack<HistogramBin[]> _free = new();
    private int _made;

    /// <summary>Whether so many are out that a leaf should give its own back and have it built anew when needed.</summary>
    public bool IsShort => (_made - _free.Count) * (long)length * BytesPerBin > MaxBytes;

    public HistogramBin[] Rent()
    {
        if (_free.TryPop(out HistogramBin[]? histogram))
        {
            return histogram;
        }

        _made++;
        return new HistogramBin[Math.Max(1, length)];
    }

    public void Return(HistogramBin[] histogram) => _free.Push(histogram);
}
