namespace PreDelinquency.Training.Experiments;

/// <summary>Names of the tags that runs carry.</summary>
public static class RunTags
{
    /// <summary>MLflow's: the name of the run.</summary>
    public const string Name = "mlflow.runName";

    /// <summary>MLflow's: the id of the run within which this one was made.</summary>
    public const string Parent = "mlflow.parentRunId";

    /// <summary>MLflow's: the command that made the run.</summary>
    public const string Source = "mlflow.source.name";

    /// <summary>MLflow's: the commit that the program was built from.</summary>
    public const string Commit = "mlflow.source.git.commit";

    /// <summary>Fingerprint of the training rows.</summary>
    public const string Data = "data.fingerprint";

    /// <summary>Folder of the data.</summary>
    public const string DataFolder = "data.folder";

    /// <summary>Fingerprint of the program's code.</summary>
    public const string Code = "code.fingerprint";

    /// <summary>Name of the trial that won the search.</summary>
    public const string SearchWinner = "search.winner";

    /// <summary>Name of the model.</summary>
    public const string Model = "model.version";
}
