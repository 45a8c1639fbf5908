using PreDelinquency.Synthetic;
using PreDelinquency.Synthetic.Files;
using PreDelinquency.Training.Baselines;
using PreDelinquency.Training.Reporting;

namespace PreDelinquency.Training.Tests;

public sealed class BlindTrainingTests
{
    [Fact]
    public void Training_makes_the_same_bundle_to_the_bit_whatever_causes_and_oracle_say()
    {
        using var temporary = new TemporaryFolder();
        var folder = new PopulationFolder(temporary.Path);
        folder.Write(
            new Population(new PopulationOptions { Customers = 400, Months = 8, Seed = 5 }),
            new OracleOptions { Draws = 10, SpacingDays = 60 });
        var (bundle, baselines) = Train();

        File.WriteAllText(folder.CausesFile, "nothing that could be read\n\"");
        File.WriteAllText(folder.OracleFile, "nothing that could be read\n\"");
        Assert.Throws<PopulationFormatException>(() => HiddenTruth.Read(folder));
        Assert.Equal((bundle, baselines), Train());

        File.Delete(folder.CausesFile);
        File.Delete(folder.OracleFile);
        File.Delete(folder.CustomersFile);
        Assert.Equal((bundle, baselines), Train());
        Assert.Equal(new HiddenTruth(), HiddenTruth.Read(folder));

        ((string, string) Bundle, string Baselines) Train()
        {
            var outcome = Trained.Run(PointInTimeSet.FromFolder(folder, new SamplingOptions()));
            return (outcome.Bundle.ToText(), BaselineSet.Fit(outcome.Split, Trained.Options).ToJson());
        }
    }
}
