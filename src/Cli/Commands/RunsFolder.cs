using PreDelinquency.Cli.Paths;

namespace PreDelinquency.Cli.Commands;

/// <summary>Where runs are recorded.</summary>
internal static class RunsFolder
{
    public static PathOption CreateOption() =>
        new("--runs", PathUse.AppendFolder) { Description = "Folder of recorded runs, in the layout of MLflow's file store.", HelpName = "DIR", DefaultValueFactory = _ => "mlruns" };
}
