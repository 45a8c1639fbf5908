using System.Security.Cryptography;
using System.Text;

namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>All features, in the order of the vector that the model reads.</summary>
public static class FeatureCatalogue
{
    private static readonly FeatureDefinition[] Definitions =
    [
        .. IncomeFeatures.All, .. BalanceFeatures.All, .. SpendingFeatures.All, .. PaymentFeatures.All,
        .. CashFeatures.All, .. CreditFeatures.All, .. AnomalyFeatures.All, .. TrendFeatures.All, .. AheadFeatures.All,
    ];

    private static readonly FeatureFormula[] FeatureFormulas = [.. Definitions.Select(d => d.Compute)];

    private static readonly Dictionary<string, int> Indices =
        Definitions.Select((d, i) => (d.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);

    /// <summary>The declarations.</summary>
    public static IReadOnlyList<FeatureDefinition> All => Definitions;

    /// <summary>Length of the feature vector.</summary>
    public static int Count => Definitions.Length;

    /// <summary>Changes with any name, formula or order; a model trained on another version is refused.</summary>
    public static string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Definitions.Select(d => $"{d.Name}|{d.Unit}|{d.Windows}|{d.Formula}")))))[..12];

    /// <summary>Finds a feature's place in the vector.</summary>
    public static bool TryIndexOf(string name, out int index) => Indices.TryGetValue(name, out index);

    /// <summary>Computes all features of a view; allocates nothing.</summary>
    /// <param name="view">The behaviour as of a day.</param>
    /// <param name="values">Room for <see cref="Count"/> values.</param>
    public static void Compute(in BehaviourView view, Span<double> values)
    {
        var formulas = FeatureFormulas;
        for (var i = 0; i < formulas.Length; i++)
            values[i] = formulas[i](view).Value;
    }
}
