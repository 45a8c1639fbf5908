using System.Xml.Linq;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Synthetic;
using PreDelinquency.Training.Measuring;
using PreDelinquency.Training.Reporting;
using PreDelinquency.Training.Reporting.Breakdowns;
using PreDelinquency.Training.Reporting.Page;

namespace PreDelinquency.Training.Tests.Reporting;

public sealed class ModelReportTests(Trained trained) : IClassFixture<Trained>
{
    private static readonly Population Population = new(new PopulationOptions { Customers = 2000, Months = 11, Seed = 5 });
    private readonly Lazy<ModelReport> _report = new(() => Report(trained, Truth(trained)));

    private IReadOnlyList<PointInTimeRow> Test => trained.Outcome.Split.Test;

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_is_well_formed()
    {
        var page = ReportPage.Of(_report.Value);
        foreach (var foreign in new[] { "http:", "https:", "<script", "<link", "<img", " src=", "@import", "url(", "NaN" })
            Assert.DoesNotContain(foreign, page, StringComparison.OrdinalIgnoreCase);

        // All but the HTML header's two void elements is XML.
        var body = XElement.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]);
        Assert.Equal(12, body.Descendants("svg").Count());
        foreach (var heading in new[] { "Beside simpler ways to score", "Against what was knowable", "What moves the score", "By cause and by look-alike", "Does it age?", "For whom?", "How it was made" })
            Assert.Contains(body.Elements("h2"), h => h.Value == heading);
        foreach (var svg in body.Descendants("svg"))
            Assert.True(svg.Descendants().Count() > 10, svg.Attribute("aria-label")?.Value);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
        Assert.Contains("@media print", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_and_the_card_say_the_figures_and_so_does_the_bundle()
    {
        var auc = trained.Outcome.Test[Figure.Auc];
        var page = ReportPage.Of(_report.Value);
        Assert.Contains($"<td>AUC</td><td>{auc.Value:0.000}<small>{auc.Low:0.000} to {auc.High:0.000}</small></td>", page, StringComparison.Ordinal);
        var card = Card(_report.Value);
        Assert.Contains($"| AUC | {auc.Value:0.000} ({auc.Low:0.000} to {auc.High:0.000}) |", card, StringComparison.Ordinal);
        Assert.Equal(auc.High, trained.Outcome.Bundle.Document.Metrics["test_auc_high"]);
        foreach (var heading in new[] { "Intended use", "Data", "Figures", "By cause and look-alike", "By month and segment", "Limits", "Fairness", "How it was made" })
            Assert.Contains($"## {heading}\n", card, StringComparison.Ordinal);
        Assert.Contains("By age band, those who miss nothing", card, StringComparison.Ordinal);
        Assert.Contains($"fingerprint `{trained.Data.Fingerprint()}`", card, StringComparison.Ordinal);
        Assert.Contains("| `num_leaves` | 24 |", card, StringComparison.Ordinal);
        var history = Test.Select(r => r.HistoryDays).Order().ToList();
        Assert.Contains($"known for {history[(int)Math.Round(0.5 * (history.Count - 1))]:N0} days (median; middle half ", card, StringComparison.Ordinal);
        Assert.InRange(history[0], 60, 330);
    }

    [Fact]
    public void The_same_input_gives_the_same_page() =>
        Assert.Equal(ReportPage.Of(_report.Value), ReportPage.Of(Report(trained, Truth(trained))));

    [Fact]
    public void Names_from_the_data_cannot_write_markup()
    {
        var truth = Truth(trained);
        var profiles = truth.Profiles!.ToDictionary(p => p.Key, p => p.Value with { Region = "<b>R&D</b>" });
        var page = ReportPage.Of(Report(trained, new HiddenTruth { Profiles = profiles }));
        Assert.DoesNotContain("<b>R&D", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;R&amp;D&lt;/b&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_truth_and_a_model_without_baselines_give_a_report_that_says_so()
    {
        var report = ModelReport.Of(trained.Outcome.Bundle, Test, Summary(trained), null, new HiddenTruth());
        var page = ReportPage.Of(report);
        Assert.Contains("No baseline stands beside the model", page, StringComparison.Ordinal);
        Assert.Contains("The data have no oracle for these rows", page, StringComparison.Ordinal);
        Assert.Contains("The data do not say what had come over the customers", page, StringComparison.Ordinal);
        Assert.Contains("These data have no age bands or regions", Card(report), StringComparison.Ordinal);
        Assert.DoesNotContain(report.ToMetrics().Keys, k => k.StartsWith("oracle", StringComparison.Ordinal));
    }

    [Fact]
    public void The_oracle_is_compared_on_the_rows_that_it_knows()
    {
        // An oracle that knows every second row's label.
        var half = Test.Where((_, i) => i % 2 == 0).ToArray();
        var report = Report(trained, new HiddenTruth { Oracle = half.ToDictionary(r => (r.CustomerId, r.CutOff), r => r.Misses ? 1.0 : 0) });
        var comparison = report.Oracle!;
        Assert.Equal(half.Length, comparison.Oracle.Rows);
        Assert.Equal((1, 0), (comparison.Oracle[Figure.Auc].Value, comparison.Oracle[Figure.Brier].Value));
        Assert.Equal(Evaluation.Of(trained.Outcome.Bundle, half)[Figure.Auc].Value, comparison.Model[Figure.Auc].Value);
        Assert.Equal(1 - comparison.Model[Figure.Auc].Value, report.ToMetrics()["gap_to_oracle_auc"], 12);
        Assert.Null(Report(trained, new HiddenTruth { Oracle = new Dictionary<(string, DateOnly), double>() }).Oracle);
    }

    [Fact]
    public void The_gap_to_the_oracle_is_also_told_by_how_long_customers_had_been_known()
    {
        // As in a population that all were new to at once: the months of the cut-off are the length of history.
        var known = Test.Select((row, i) => row with { HistoryDays = i % 3 == 0 ? 149 : i % 3 == 1 ? 150 : 240 }).ToArray();
        var report = ModelReport.Of(trained.Outcome.Bundle, known, Summary(trained), null, new HiddenTruth { Oracle = known.ToDictionary(r => (r.CustomerId, r.CutOff), r => r.Misses ? 1.0 : 0) });

        Assert.Equal(["under 5 months", "5 to 8 months", "8 to 11 months"], report.OracleByHistory.Select(part => part.History));
        Assert.Equal(known.Length, report.OracleByHistory.Sum(part => part.Comparison.Model.Rows));
        Assert.Equal(Evaluation.Of(trained.Outcome.Bundle, [.. known.Where(row => row.HistoryDays == 150)])[Figure.Auc].Value, report.OracleByHistory[1].Comparison.Model[Figure.Auc].Value);
        Assert.Contains("| 5 to 8 months |", Card(report), StringComparison.Ordinal);
        Assert.Empty(ModelReport.Of(trained.Outcome.Bundle, known, Summary(trained), null, new HiddenTruth()).OracleByHistory);
    }

    [Theory]
    [InlineData(EpisodeKind.JobLoss, 30, 60, true)]
    [InlineData(EpisodeKind.JobLoss, 31, 60, false)]
    [InlineData(EpisodeKind.JobLoss, -90, 1, true)]
    [InlineData(EpisodeKind.JobLoss, -90, 0, false)]
    [InlineData(EpisodeKind.Holiday, 0, 14, true)]
    [InlineData(EpisodeKind.Holiday, 1, 15, false)]
    [InlineData(EpisodeKind.Holiday, -44, -29, true)]
    [InlineData(EpisodeKind.Holiday, -44, -30, false)]
    public void An_episode_belongs_to_a_row_by_its_days(EpisodeKind kind, int onset, int end, bool belongs)
    {
        var row = Test[0];
        var episode = new Episode(kind, row.CutOff.AddDays(onset), row.CutOff.AddDays(end), 0.5);
        var breakdown = EpisodeBreakdown.Of([row], Judged([row]), new[] { episode }.ToLookup(_ => row.CustomerId));
        var names = breakdown.Causes.Select(c => c.Name).Concat(breakdown.LookAlikes.Select(g => g.Name));
        Assert.Equal(belongs, names.Any(n => n is "job loss" or "holiday"));
        Assert.Equal(!belongs, names.Contains("no episode"));
    }

    [Fact]
    public void Causes_and_look_alikes_are_counted_as_a_plain_count_does()
    {
        var (breakdown, rows, bundle) = (_report.Value.Episodes!, Test, trained.Outcome.Bundle);
        var episodes = Truth(trained).Episodes!;
        var hours = rows.Where(r => Trouble(r, EpisodeKind.HoursCut)).ToArray();
        var line = Assert.Single(breakdown.Causes, c => c.Name == "hours cut");
        Assert.Equal((hours.Length, hours.Count(r => r.Misses)), (line.Rows, line.Misses));
        Assert.Equal(hours.Where(r => r.Misses).Average(r => Probability(r) >= bundle.Thresholds.Medium ? 1.0 : 0), line.Figures[Figure.RecallMedium].Value, 12);

        var calm = rows.Where(r => !r.Misses && !Enum.GetValues<EpisodeKind>().Any(k => k.IsTrouble() && Trouble(r, k))).ToArray();
        var pairs = from hit in hours.Where(r => r.Misses).Select(Probability)
                    from miss in calm.Select(Probability)
                    select hit > miss ? 1 : hit == miss ? 0.5 : 0;
        Assert.Equal(pairs.Average(), line.Figures[Figure.Auc].Value, 10);

        var holiday = calm.Where(r => episodes[r.CustomerId].Any(e => e.Kind == EpisodeKind.Holiday && e.Onset <= r.CutOff && e.End > r.CutOff.AddDays(-30))).ToArray();
        var falsely = Assert.Single(breakdown.LookAlikes, g => g.Name == "holiday").Figures[Figure.FalseRateMedium];
        Assert.True(holiday.Length > 20);
        Assert.Equal(holiday.Average(r => Probability(r) >= bundle.Thresholds.Medium ? 1.0 : 0), falsely.Value, 12);

        // The same for missed payments, which the rows name by their customer and day.
        var payments = rows.SelectMany(r => r.LeadDays.Select(lead => (r.CustomerId, Day: r.CutOff.AddDays(lead)))).Distinct().ToArray();
        Assert.Equal(payments.Length, _report.Value.Model.Evaluation.Warnings.Payments.Count);
        var hoursPayments = payments.Where(p => episodes[p.CustomerId].Any(e => e.Kind == EpisodeKind.HoursCut && e.Onset <= p.Day && e.End > p.Day.AddDays(-30))).ToArray();
        Assert.Equal(hoursPayments.Length, line.Medium.Payments);
        var warned = hoursPayments.Where(p => rows.Any(r => r.CustomerId == p.CustomerId && LabelWindow.Contains(r.CutOff.DayNumber, p.Day.DayNumber) && Probability(r) >= bundle.Thresholds.Medium)).ToArray();
        Assert.Equal(warned.Length / (double)hoursPayments.Length, line.Medium.Share.Value, 12);
        Assert.NotEmpty(warned);

        bool Trouble(PointInTimeRow r, EpisodeKind kind) => episodes[r.CustomerId].Any(e => e.Kind == kind && e.Onset <= r.CutOff.AddDays(30) && e.End > r.CutOff);
        double Probability(PointInTimeRow r) => bundle.Score(r.Features, Maturity.Established).Probability;
    }

    [Fact]
    public void What_cannot_be_measured_says_why_and_nothing_says_NaN()
    {
        // A handful of rows of one month, one of them with a missed payment, and a model that flags none of them.
        var rows = Test.Where(r => !r.Misses).Take(6).Append(Test.First(r => r.Misses)).ToArray();
        var bundle = ModelBundle.Create(trained.Outcome.Bundle.Trees, trained.Outcome.Bundle.Document with { Thresholds = new RiskThresholds(0.9999, 0.99995, 0.99999), UnprovenLevels = [] });
        var report = ModelReport.Of(bundle, rows, Summary(trained), trained.Baselines, Truth(trained));
        var (page, card) = (ReportPage.Of(report), Card(report));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", card, StringComparison.Ordinal);
        Assert.Matches("(?m)^\\| HIGH \\| 1\\.000 \\| 0 \\| n/a \\(none flagged\\) \\| 0\\.0% \\(no interval\\) \\|", card);
        Assert.Matches("(?m)^\\| [^|]+ \\| 1 \\| 1 \\| 0\\.0% \\(no interval\\) \\| [0-9.]+% \\(no interval\\) \\| n/a \\(no missed payment\\) \\|", card);
        Assert.Matches("(?m)^\\| median days of warning at HIGH \\| n/a \\(none warned of\\) \\|", card);
        Assert.Contains("flagged MEDIUM alike in all groups: 0.00%", card, StringComparison.Ordinal);
        foreach (var text in new[] { page, card })
            Assert.Contains("HIGH flags nobody here. None of the 7 measured rows reaches it", text, StringComparison.Ordinal);
        bundle = ModelBundle.Create(bundle.Trees, bundle.Document with { Thresholds = new RiskThresholds(0.001, 0.002, 0.003) });
        Assert.DoesNotContain("Warnings", Card(ModelReport.Of(bundle, rows, Summary(trained), null, new HiddenTruth())), StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_that_training_could_not_choose_is_warned_of_with_what_to_do()
    {
        var document = trained.Outcome.Bundle.Document with { UnprovenLevels = [new UnprovenLevel(RiskLevel.High, 0.76, 0.512, 1234), new UnprovenLevel(RiskLevel.Critical, 0.86, null, 40)] };
        document = BundleDocument.Parse(document.ToJson(), "bundle.json");
        var warnings = LevelWarnings.Of(document, trained.Outcome.Test.Figures);
        Assert.Equal(2, warnings.Count);
        Assert.Equal(
            "HIGH has no threshold of its own: training found none from which on 76% of the flagged miss a payment (the best threshold that flags at least 50 of the 1,234 calibration rows reaches 51%), so the level starts at a guess. "
            + "How many of those it flags miss a payment is left to chance. Train on more customers, 10,000 say, or ask for less with --param high_precision.",
            warnings[0]);
        Assert.Contains("(40 calibration rows are too few, as at least 50 must be flagged)", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_is_in_one_month_and_one_group_of_each_kind()
    {
        var report = _report.Value;
        Assert.Equal(Test.Count, report.Months.Sum(m => m.Figures.Rows));
        Assert.Equal(["pay cycle", "age band", "region", "segment"], report.Segments.Select(s => s.Dimension).Distinct());
        Assert.All(report.Segments.GroupBy(s => s.Dimension), d => Assert.Equal(Test.Count, d.Sum(s => s.Figures.Rows)));
    }

    [Fact]
    public void Shap_contributions_are_the_bundle_s_own_and_sorted_by_size()
    {
        var shap = _report.Value.Shap;
        Assert.Equal(shap.Features.OrderByDescending(f => f.MeanSize).Select(f => f.MeanSize), shap.Features.Select(f => f.MeanSize));
        var row = Test[0].Features;
        var raw = shap.Features.Sum(f => f.Contributions[0]) + trained.Outcome.Bundle.BaseValue;
        Assert.Equal(trained.Outcome.Bundle.Score(row, Maturity.Established).RawScore, raw, 8);
    }

    private static ModelReport Report(Trained trained, HiddenTruth truth) =>
        ModelReport.Of(trained.Outcome.Bundle, trained.Outcome.Split.Test, Summary(trained), trained.Baselines, truth);

    private static DataSummary Summary(Trained trained) => DataSummary.Of("population", trained.Data, DataSummary.HeldOut);

    private static HiddenTruth Truth(Trained trained)
    {
        var lives = trained.Outcome.Split.Test.Select(r => r.CustomerId).Distinct().Select(id => Population.CreateLife(int.Parse(id.AsSpan(1)))).ToArray();
        foreach (var life in lives)
        {
            while (life.Today < Population.Options.End)
                life.LiveDay([], []);
        }

        return new HiddenTruth
        {
            Episodes = lives.SelectMany(l => l.History.Select(e => (l.CustomerId, Episode: e))).ToLookup(e => e.CustomerId, e => e.Episode),
            Profiles = lives.ToDictionary(l => l.CustomerId, l => l.Profile),
            Oracle = trained.Outcome.Split.Test.ToDictionary(r => (r.CustomerId, r.CutOff), r => r.Misses ? 0.5 : 0.01),
        };
    }

    private JudgedModel Judged(IReadOnlyList<PointInTimeRow> rows) => new(
        "model", "model", trained.Outcome.Bundle.Thresholds, Evaluation.Probabilities(trained.Outcome.Bundle, rows), trained.Outcome.Test);

    private static string Card(ModelReport report)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ModelCard.Write(text, report);
        return text.ToString();
    }
}
