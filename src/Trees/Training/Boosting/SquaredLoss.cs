namespace PreDelinquency.Trees.Training.Boosting;

/// <summary>Half the weighted squared error.</summary>
internal sealed class SquaredLoss(Dataset data) : Loss
{
    public override string ObjectiveText => "regression";

    public override bool GradientsAreBounded => false;

    public override double InitialScore()
    {
        double sum = 0;
        double weights = 0;
        for (int row = 0; row < data.RowCount; row++)
        {
            double weight = data.Weights is null ? 1 : data.Weights[row];
            sum += weight * data.Labels[row];
            weights += weight;
        }

        return sum / weights;
    }

    public override void Differentiate(ReadOnlySpan<double> scores, int start, int count, float[] gradients, float[] hessians)
    {
        for (int row = start; row < start + count; row++)
        {
            double weight = data.Weights is null ? 1 : data.Weights[row];
            gradients[row] = (float)((scores[row] - data.Labels[row]) * weight);
            hessians[row] = (float)weight;
        }
    }
}
