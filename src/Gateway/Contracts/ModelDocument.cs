namespace PreDelinquency.Gateway.Contracts;

/// <summary>A registered model.</summary>
public sealed record ModelDocument
{
    public required string Version { get; init; }

    /// <summary>Of champion, challenger, shadow and previous those that it has.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>SHA-256 over all files; of a model that an older program registered, over bundle.json and model.txt.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Whether this program computes the features that it was trained on.</summary>
    public required bool Usable { get; init; }

    /// <summary>Why it is not usable, with the features that differ; null where it is.</summary>
    public string? Problem { get; init; }

    /// <summary>Why it is unproven, and is not promoted unless that is forced: figure and rule; empty where nothing speaks against it.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    /// <summary>Least probability of each level from MEDIUM upwards.</summary>
    public required IReadOnlyDictionary<string, double> Thresholds { get; init; }

    /// <summary>Figures on held-out data by name; null where a figure could not be had.</summary>
    public required IReadOnlyDictionary<string, double?> Metrics { get; init; }

    /// <summary>Training parameters by LightGBM's names.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Fingerprint of the training data; null where not known.</summary>
    public string? TrainingData { get; init; }

    /// <summary>Names of its files.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Its model card in Markdown; in the answer about one model, and only where it has one.</summary>
    public string? Card { get; init; }
}
