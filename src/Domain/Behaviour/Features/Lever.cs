namespace PreDelinquency.Domain.Behaviour.Features;

/// <summary>
/// Something that a customer, or a bank for them, can do. The features that it changes name it in their
/// <see cref="FeatureDefinition.Action"/>. Its goals are such that a person would set them: in words, in round numbers, worth
/// the trouble, and within what is possible.
/// </summary>
public sealed record Lever
{
    /// <summary>snake_case, unique, stable.</summary>
    public required string Name { get; init; }

    public required LeverActor Actor { get; init; }

    /// <summary>Who can do it and how: a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Unit of a step's amount, in the plural.</summary>
    public required string Unit { get; init; }

    /// <summary>A smaller step is not worth the trouble, in <see cref="Unit"/>.</summary>
    public required double Least { get; init; }

    /// <summary>A larger step is beyond what can be asked, in <see cref="Unit"/>.</summary>
    public required double Most { get; init; }

    /// <summary>The effort of one <see cref="Unit"/>, counted as days of usual spending that are not spent.</summary>
    public required double Weight { get; init; }

    /// <summary>
    /// All goals that could be set: the present situation words them, the second, what earlier levers made of it, gives their
    /// amounts. What is not known leads to none or to NaN amounts.
    /// </summary>
    public required Func<Situation, Situation, IEnumerable<LeverStep>> Goals { get; init; }

    /// <summary>The goals from <see cref="Least"/> to <see cref="Most"/>, by rising amount.</summary>
    /// <param name="present">What people see now.</param>
    /// <param name="changed">The same once earlier levers have been moved: what is missing or too much is counted from there.</param>
    public IReadOnlyList<LeverStep> StepsIn(Situation present, Situation changed)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(changed);
        return [.. Goals(present, changed).Where(step => step.Amount >= Least && step.Amount <= Most).OrderBy(step => step.Amount)];
    }

    /// <summary>The effort of a step, above 0.</summary>
    public double EffortOf(LeverStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Amount * Weight;
    }
}
