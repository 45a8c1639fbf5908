namespace PreDelinquency.Trees;

/// <summary>Training went astray: what it computed is no longer finite. A lower learning rate, or smaller labels or weights, helps.</summary>
/// <param name="what">What is no longer finite.</param>
public sealed class TrainingDivergedException(string what)
    : ArithmeticException($"Training diverged: {what} is no longer finite. Lower learning_rate, or scale labels and weights down.");
