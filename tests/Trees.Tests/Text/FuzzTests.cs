using System.Globalization;
using PreDelinquency.Trees.Model;
using PreDelinquency.Trees.Tests.Scoring;
using PreDelinquency.Trees.Text;

namespace PreDelinquency.Trees.Tests.Text;

public sealed class FuzzTests
{
    private const int TreesKept = 3;
    private const int LargeTrees = 30;
    private const int LargeLeaves = 40;
    private const int LargeFeatures = 20;

    /// <summary>
    /// Mutations of real models, cut to their first trees for speed, and of a large drawn one are refused with line and rule or can be scored.
    /// The suite runs 3,000; all 100,000 run with
    /// <c>TREES_FUZZ_RUNS=100000 dotnet test tests/Trees.Tests -c Release --filter FuzzTests</c>.
    /// </summary>
    [Fact]
    public void A_damaged_model_is_refused_or_can_be_scored()
    {
        int runs = int.Parse(Environment.GetEnvironmentVariable("TREES_FUZZ_RUNS") ?? "3000", CultureInfo.InvariantCulture);
        string[] texts =
        [
            .. Golden.AllModels.Select(model => Short(Golden.ModelText(model.Data))),
            Training.Drawn.Text(RandomTrees.Model(
                [.. Enumerable.Range(0, LargeTrees).Select(seed => RandomTrees.Tree(new Random(seed), LargeFeatures, LargeLeaves))], LargeFeatures, outputs: 3)),
        ];
        double[][] rows = Golden.Rows();
        int scored = 0;
        int refused = 0;
        Parallel.For(0, runs, run =>
        {
            var random = new Random(run);
            string text = ModelMutation.Apply(texts[run % texts.Length], random);
            // Half of them with sizes that are true again, so that the damage is not found by them alone.
            text = random.Next(2) == 0 ? text : Golden.Resized(text);
            try
            {
                TreeModel model = TreeModel.Read(new StringReader(text), "fuzz");
                Use(model, rows[run % rows.Length]);
                Interlocked.Increment(ref scored);
            }
            catch (ModelFormatException error)
            {
                Assert.StartsWith("fuzz line ", error.Message, StringComparison.Ordinal);
                Assert.InRange(error.LineNumber, 1, text.Count(c => c == '\n') + 2);
                Interlocked.Increment(ref refused);
            }
            catch (Exception error) when (error is not ModelFormatException)
            {
                Assert.Fail($"Run {run}: {error}");
            }
        });
        Assert.Equal(runs, scored + refused);
        Assert.True(scored > runs / 20, $"only {scored} of {runs} could be scored");
        Assert.True(refused > runs / 4, $"only {refused} of {runs} were refused");
    }

    private static void Use(TreeModel model, double[] golden)
    {
        double[] row = [.. Enumerable.Range(0, model.FeatureCount).Select(f => golden[f % golden.Length])];
        var scores = new double[model.OutputCount];
        model.Predict(row, scores);
        Assert.DoesNotContain(double.NaN, scores);
        if (model.CanExplain)
        {
            var contributions = new double[(model.FeatureCount + 1) * model.OutputCount];
            model.Explain(row, contributions);
        }

        using var writer = new StringWriter();
        model.Write(writer);
        TreeModel.Read(new StringReader(writer.ToString()), "written again");
    }

    private static string Short(string text)
    {
        ModelContent content = ModelReader.Read(new StringReader(text), "golden");
        using var writer = new StringWriter();
        ModelWriter.Write(content with { Trees = content.Trees[..TreesKept], Trailer = content.Trailer![..200] }, writer);
        return writer.ToString();
    }
}
