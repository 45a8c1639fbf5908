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

    [Theory]
    [InlineData("model.txt")]
    [InlineData("reference.json")]
    [InlineData("notes.txt")]
    public void A_file_that_is_not_the_one_the_bundle_was_saved_with_is_refused_by_name(string file)
    {
        Shipped().Save(_folder.Path, new Dictionary<string, string> { ["notes.txt"] = "what belongs to it" });
        Assert.Equal(["model.txt", "notes.txt", "reference.json"], ModelBundle.Load(_folder.Path).Document.Files!.Keys.Order(StringComparer.Ordinal));
        File.AppendAllText(_folder.File(file), "\n");

        var changed = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder.Path));
        File.Delete(_folder.File(file));
        var missing = Assert.Throws<ModelBundleException>(() => ModelBundle.Load(_folder.Path));

        Assert.Contains($"{file}: is not the file that version {Shipped().Version} was saved with", changed.Message, StringComparison.Ordinal);
        Assert.Contains($"{file}: there is no such file", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_names_no_files_as_older_ones_do_not_is_loaded_and_says_the_same_again()
    {
        Shipped().Save(_folder.Path);
        var path = _folder.File("bundle.json");
        var document = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(document.Remove("files"));
        document.Remove("trained_through");
        document.Remove("customer_split");
        File.WriteAllText(path, document.ToJsonString());
        File.AppendAllText(_folder.File("model.txt"), "\n");

        var old = ModelBundle.Load(_folder.Path);

        Assert.Null(old.Document.Files);
        Assert.NotNull(old.Reference);

        // A store knows models by these texts: an update of the program must not change them.
        Assert.Equal(document.Select(m => m.Key), JsonNode.Parse(old.ToText().Document)!.AsObject().Select(m => m.Key));
    }

    [Fact]
    public void A_save_that_was_stopped_leaves_the_bundle_as_it_was_or_the_new_one()
    {
        var (before, after) = (Renamed("before"), Renamed("after"));
        before.Save(_folder.File("model"));
        after.Save(_folder.File("other"));
        var (incoming, complete) = (_folder.File("model/.incoming"), _folder.File("model/.complete"));

        // Stopped while files were being written.
        Directory.CreateDirectory(incoming);
        File.WriteAllText(Path.Combine(incoming, "model.txt"), "tr");
        Assert.Equal("before", ModelBundle.Load(_folder.File("model")).Version);

        // Stopped after all were, before any, one, all but one were moved.
        Directory.Delete(incoming, recursive: true);
        Directory.CreateDirectory(complete);
        string[] files = [.. Directory.GetFiles(_folder.File("other")).Order(StringComparer.Ordinal)];
        foreach (var file in files)
            File.Copy(file, Path.Combine(complete, Path.GetFileName(file)));
        foreach (var file in files)
        {
            Assert.Equal("after", ModelBundle.Load(_folder.File("model")).Version);
            File.Move(Path.Combine(complete, Path.GetFileName(file)), Path.Combine(_folder.File("model"), Path.GetFileName(file)), overwrite: true);
        }

        Assert.Equal("after", ModelBundle.Load(_folder.File("model")).Version);
        before.Save(_folder.File("model"));
        Assert.Equal("before", ModelBundle.Load(_folder.File("model")).Version);
        Assert.Empty(Directory.GetDirectories(_folder.File("model")));

        static ModelBundle Renamed(string version) => ModelBundle.Create(Shipped().Trees, Shipped().Document with { Version = version }).With(Shipped().Reference);
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
