using System.Text.Json.Nodes;
using PreDelinquency.Domain.Behaviour.Features;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Trees;

namespace PreDelinquency.Domain.Tests.Risk;

public sealed class ModelBundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_shipped_model_fits_the_catalogue_and_explains_itself_exactly()
    {
        var model = Shipped();
        var features = new double[FeatureCatalogue.Count];
        var random = new Random(5);
        for (var row = 0; row < 200; row++)
        {
            for (var i = 0; i < features.Length; i++)
                features[i] = random.Next(8) == 0 ? double.NaN : (random.NextDouble() * 8) - 4;
            var assessment = model.Assess(features, DateTimeOffset.UnixEpoch);

            Assert.Equal(assessment.Score.RawScore, assessment.BaseValue + assessment.Reasons.Sum(r => r.Contribution), 1e-9);
            Assert.InRange(assessment.Score.Probability, 0, 1);
            Assert.Equal(model.Thresholds.LevelOf(assessment.Score.Probability), assessment.Score.Level);
        }
    }

    [Fact]
    public void A_bundle_comes_back_from_its_text_and_gives_the_same_text_again()
    {
        var model = Shipped();

        var again = ModelBundle.Parse(model.ToText().Document, model.ToText().Trees, "text");

        Assert.Equal(model.ToText(), again.ToText());
        var features = new double[FeatureCatalogue.Count];
        var random = new Random(7);
        for (var row = 0; row < 500; row++)
        {
            for (var i = 0; i < features.Length; i++)
                features[i] = random.Next(8) == 0 ? double.NaN : (random.NextDouble() * 8) - 4;
            Assert.Equal(model.Score(features, Maturity.Established), again.Score(features, Maturity.Established));
        }
    }

    [Fact]
    public void A_text_that_is_no_bundle_is_refused_by_name()
    {
        var (document, trees) = Shipped().ToText();

        Assert.StartsWith("here: ", Assert.Throws<ModelBundleException>(() => ModelBundle.Parse("{", trees, "here")).Message, StringComparison.Ordinal);
        Assert.Contains("here", Assert.Throws<ModelBundleException>(() => ModelBundle.Parse(document, trees[..1000], "here")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_customer_who_is_still_being_learnt_stays_below_high()
    {
        var model = Shipped();
        var features = new double[FeatureCatalogue.Count];
        var random = new Random(6);
        var wouldBeHigh = 0;
        for (var row = 0; row < 2000; row++)
        {
            for (var i = 0; i < features.Length; i++)
                features[i] = (random.NextDouble() * 20) - 10;
            wouldBeHigh += model.Score(features, Maturity.Established).Level >= RiskLevel.High ? 1 : 0;
            Assert.True(model.Score(features, Maturity.Learning).Level <= RiskLevel.Medium);
        }

        Assert.True(wouldBeHigh > 0);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var model = Shipped();
        var features = new double[FeatureCatalogue.Count];
        model.Score(features, Maturity.Established);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            model.Score(features, Maturity.Established);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_saved_bundle_scores_the_same_bits()
    {
        var model = Shipped();
        model.Save(_folder.Path);
        var read = ModelBundle.Load(_folder.Path);
        var features = new double[FeatureCatalogue.Count];
        var random = new Random(7);
        for (var row = 0; row < 200; row++)
        {
            for (var i = 0; i < features.Length; i++)
                features[i] = (random.NextDouble() * 8) - 4;
            Assert.Equal(model.Score(features, Maturity.Established), read.Score(features, Maturity.Established));
        }
    }

    [Fact]
    public void A_calibration_is_saved_and_applied()
    {
        var shipped = Shipped();
        var calibration = new IsotonicCalibration([-4, 0, 4], [0.01, 0.2, 0.9]);
        ModelBundle.Create(shipped.Trees, shipped.Document with { Calibration = calibration }).Save(_folder.Path);
        var read = ModelBundle.Load(_folder.Path);
        var score = read.Score(new double[FeatureCatalogue.Count], Maturity.Established);

        Assert.Equal(calibration, read.Document.Calibration);
        Assert.Equal(calibration.Apply(score.RawScore), score.Probability);
    }

    [Fact]
    public void A_broken_calibration_is_refused()
    {
        Shipped().Save(_folder.Path);
        var path = _folder.File("bundle.json");
        var text = File.ReadAllText(path);
        foreach (var calibration in new[] { "null", "{}", "7", "{\"kind\":\"isotonic\",\"scores\":[1,0],\"probabilities\":[0,1]}", "{\"kind\":\"magic\"}" })
        {
            var document = JsonNode.Parse(text)!;
            document["calibration"] = JsonNode.Parse(calibration);
            File.WriteAllText(path, document.ToJsonString());
            Assert.Contains("bundle.json", Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder.Path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var e = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder.File("nowhere")));

        Assert.Contains("nowhere", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bundle.json", "")]
    [InlineData("bundle.json", "{\"version\":1}")]
    [InlineData("bundle.json", "not json")]
    [InlineData("bundle.json", "null")]
    [InlineData("model.txt", "")]
    [InlineData("model.txt", "tree\nversion=v4\n")]
    [InlineData("model.txt", "\u0000\u0001\u0002")]
    public void A_corrupt_file_is_refused_by_name(string file, string content)
    {
        Shipped().Save(_folder.Path);
        File.WriteAllText(_folder.File(file), content);

        var e = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder.Path));

        Assert.Equal(2, e.Message.Split(file).Length);
    }

    [Fact]
    public void A_model_for_other_features_is_refused_with_the_differing_names()
    {
        Shipped().Save(_folder.Path);
        var path = _folder.File("model.txt");
        File.WriteAllText(path, File.ReadAllText(path).Replace("gambling_7d", "horse_races_7d", StringComparison.Ordinal));

        var e = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder.Path));

        Assert.Contains("horse_races_7d", e.Message, StringComparison.Ordinal);
        Assert.Contains("gambling_7d", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_catalogue_version_is_refused()
    {
        var model = Shipped();
        var e = Assert.Throws<ModelBundleException>(() => ModelBundle.Create(model.Trees, model.Document with { FeatureCatalogue = "000000000000" }));

        Assert.Contains(FeatureCatalogue.Version, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0.3, 0.6)]
    [InlineData(0.4, 0.3, 0.6)]
    [InlineData(0.1, 0.3, 1)]
    [InlineData(double.NaN, 0.3, 0.6)]
    public void Thresholds_that_do_not_rise_are_refused(double medium, double high, double critical)
    {
        var model = Shipped();

        Assert.Throws<ModelBundleException>(() => ModelBundle.Create(model.Trees, model.Document with { Thresholds = new RiskThresholds(medium, high, critical) }));
    }

    internal static ModelBundle Shipped() => ModelBundle.Load(Repository.PathOf("models/champion"));
}
