namespace PreDelinquency.Training.Experiments;

/// <summary>Where a recorded run stands; the numbers are those of MLflow's meta files.</summary>
public enum RunStatus
{
    Running = 1,
    Scheduled = 2,
    Finished = 3,
    Failed = 4,
    Killed = 5,
}
