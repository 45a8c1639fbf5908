using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreDelinquency.Trees;

/// <summary>A map from a model's raw score to a probability that never falls where the score rises. Immutable.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IdentityCalibration), "identity")]
[JsonDerivedType(typeof(PlattCalibration), "platt")]
[JsonDerivedType(typeof(IsotonicCalibration), "isotonic")]
public abstract record Calibration
{
    private protected Calibration()
    {
    }

    /// <summary>The calibration that takes the raw score for log-odds, as the binary objective makes it.</summary>
    public static Calibration Identity { get; } = new IdentityCalibration();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="CalibrationFormatException">The text is no calibration, or one that breaks a rule of its kind.</exception>
    public static Calibration FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize(json, CalibrationJson.Default.Calibration)
                ?? throw new CalibrationFormatException("A calibration cannot be null.");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new CalibrationFormatException($"Not a calibration: {error.Message}", error);
        }
    }

    /// <summary>The probability for a raw score, in [0, 1].</summary>
    /// <param name="rawScore">Log-odds as the model gives them; NaN gives NaN.</param>
    public abstract double Apply(double rawScore);

    /// <summary>One line of JSON from which <see cref="FromJson"/> makes an equal calibration, bit for bit.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CalibrationJson.Default.Calibration);
}
