namespace PreDelinquency.Training.Measuring;

/// <summary>How a figure is called and read.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Name">snake_case, as metrics carry it.</param>
/// <param name="Title">As a page calls it.</param>
/// <param name="Format">.NET format of the value.</param>
public sealed record FigureDefinition(Figure Figure, string Name, string Title, string Format)
{
    /// <summary>A value as text; <c>n/a</c> where it is not defined.</summary>
    public string Text(double value) => double.IsNaN(value) ? "n/a" : value.ToString(Format);
}
