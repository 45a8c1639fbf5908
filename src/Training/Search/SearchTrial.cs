namespace PreDelinquency.Training.Search;

/// <summary>What one set of parameters came to in one round.</summary>
/// <param name="Number">Of the trial, from 0; 0 are the parameters that the search was given.</param>
/// <param name="Parameters">By LightGBM's names; those that are not here are as given.</param>
/// <param name="Round">Of the halving, from 0.</param>
/// <param name="Share">Share of the training customers it was grown on.</param>
/// <param name="LogLoss">On one half of the stopping customers, after stopping and calibration on the other; less is better.</param>
/// <param name="Auc">On the same half.</param>
/// <param name="Trees">Trees that early stopping kept.</param>
public sealed record SearchTrial(
    int Number, IReadOnlyList<KeyValuePair<string, string>> Parameters, int Round, double Share, double LogLoss, double Auc, int Trees);
