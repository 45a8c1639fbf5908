using System.CommandLine;

namespace PreDelinquency.Cli.Commands;

/// <summary>Where runs are recorded.</summary>
internal static class RunsFolder
{
    public static Option<string> CreateOption() =>
        new("--runs") { Description = "Folder of recorded runs, in the layout of MLflow's file store.", HelpName = "DIR", DefaultValueFactory = _ => "mlruns" };
}
