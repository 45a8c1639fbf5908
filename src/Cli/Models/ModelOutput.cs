using PreDelinquency.Domain.Monitoring;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Baselines;
using PreDelinquency.Training.Reporting;
using PreDelinquency.Training.Reporting.Page;

namespace PreDelinquency.Cli.Models;

/// <summary>The files of a trained model's folder.</summary>
/// <param name="folder">The folder; made where it is missing.</param>
internal sealed class ModelOutput(string folder)
{
    /// <summary>Names of all files that are written.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [BundleDocument.FileName, BundleDocument.TreesFileName, PopulationReference.FileName, BaselineSet.FileName, ModelCard.FileName, ReportPage.FileName];

    /// <summary>All files that are there after <see cref="Write(ModelReport)"/>.</summary>
    public IEnumerable<string> Files =>
        FileNames.Select(f => Path.Combine(folder, f));

    /// <summary>Writes what serves and what it is compared with. What is said of a model that was there before goes: whoever stops here has no card rather than another model's.</summary>
    public void Write(ModelBundle bundle, BaselineSet baselines)
    {
        Directory.CreateDirectory(folder);
        foreach (var said in new[] { ModelCard.FileName, ReportPage.FileName })
            File.Delete(Path.Combine(folder, said));
        bundle.Save(folder, new Dictionary<string, string> { [BaselineSet.FileName] = baselines.ToJson() });
    }

    /// <summary>Writes what is said of it.</summary>
    public void Write(ModelReport report)
    {
        using (var card = new StreamWriter(Path.Combine(folder, ModelCard.FileName)) { NewLine = "\n" })
            ModelCard.Write(card, report);
        File.WriteAllText(Path.Combine(folder, ReportPage.FileName), ReportPage.Of(report));
    }
}
