namespace PreDelinquency.Trees;

/// <summary>Training data or a training parameter breaks a rule; the message names the value and the rule.</summary>
public sealed class TrainingInputException(string message) : Exception(message);
