using System.Globalization;
using PreDelinquency.Domain;

namespace PreDelinquency.Training.Search;

/// <summary>One parameter that a search varies.</summary>
/// <param name="Name">LightGBM's name of it.</param>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value.</param>
/// <param name="Logarithmic">Whether each doubling is equally likely; else each difference.</param>
/// <param name="Whole">Whether values are whole numbers.</param>
public sealed record SearchDimension(string Name, double Low, double High, bool Logarithmic, bool Whole)
{
    /// <summary>The value of a trial, which depends on the seed, the trial's number and the name alone.</summary>
    public string Draw(ulong seed, int trial)
    {
        var share = (StableHash.Of(string.Create(CultureInfo.InvariantCulture, $"{seed}/{trial}/{Name}")) >> 11) / (double)(1UL << 53);
        var value = Logarithmic ? Low * Math.Pow(High / Low, share) : Low + ((High - Low) * share);
        return Whole
            ? Math.Round(value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);
    }
}
