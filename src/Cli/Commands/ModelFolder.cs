using PreDelinquency.Cli.Paths;
using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Cli.Commands;

/// <summary>The model that a command scores with.</summary>
internal static class ModelFolder
{
    /// <summary>The model that comes with the program.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "models", "champion");

    public static PathOption CreateOption() => new("--model", PathUse.ReadFolder)
    {
        Description = "Folder of the model bundle; the one that comes with the program where left out.",
        HelpName = "DIR",
        Files = [BundleDocument.FileName, BundleDocument.TreesFileName],
        MadeBy = $"{PdiProgram.Call} train",
    };

    /// <summary>Loads a bundle.</summary>
    /// <exception cref="ModelBundleException">The folder holds no usable bundle.</exception>
    public static ModelBundle Load(string? folder) => ModelBundle.Load(folder ?? Shipped);
}
