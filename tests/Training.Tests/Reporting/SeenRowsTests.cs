using PreDelinquency.Domain.Risk;
using PreDelinquency.Training.Reporting;

namespace PreDelinquency.Training.Tests.Reporting;

public sealed class SeenRowsTests(Trained trained) : IClassFixture<Trained>
{
    private BundleDocument Document => trained.Outcome.Bundle.Document;

    private string Own => trained.Data.Fingerprint();

    [Fact]
    public void All_rows_of_the_training_data_are_warned_of_and_those_of_other_data_are_not()
    {
        Assert.Contains("made from these very data", SeenRows.WarningOf(Document, Own, trained.Data.Rows, areKeptApart: false), StringComparison.Ordinal);
        Assert.Null(SeenRows.WarningOf(Document, "0123456789abcdef", trained.Data.Rows, areKeptApart: false));
    }

    [Fact]
    public void Rows_kept_apart_are_unseen_where_they_begin_after_the_last_label_of_training()
    {
        Assert.Null(SeenRows.WarningOf(Document, Own, trained.Outcome.Split.Test, areKeptApart: true));
        Assert.Null(SeenRows.WarningOf(Document, "0123456789abcdef", trained.Outcome.Split.Test, areKeptApart: true));
        var later = Document with { TrainedThrough = trained.Outcome.Split.TestStart.AddDays(-LabelWindow.UpToDays) };
        Assert.Contains($"trained through {later.TrainedThrough:yyyy-MM-dd}", SeenRows.WarningOf(later, "0123456789abcdef", trained.Outcome.Split.Test, areKeptApart: true), StringComparison.Ordinal);
        var other = Document with { CustomerSplit = new CustomerSplit("fnv1a-2", 10, 20, 10) };
        Assert.Contains("10% tested on", SeenRows.WarningOf(other, Own, trained.Outcome.Split.Test, areKeptApart: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_does_not_say_through_when_it_was_trained_is_believed_on_its_own_data_only()
    {
        var old = Document with { TrainedThrough = null, CustomerSplit = null };
        Assert.Null(SeenRows.WarningOf(old, Own, trained.Outcome.Split.Test, areKeptApart: true));
        Assert.Contains("does not say", SeenRows.WarningOf(old, "0123456789abcdef", trained.Outcome.Split.Test, areKeptApart: true), StringComparison.Ordinal);
    }

    [Fact]
    public void The_warning_stands_at_the_top_of_the_page_and_of_the_card()
    {
        var summary = DataSummary.Of("population", trained.Data, DataSummary.Everything, "These rows were seen.");
        var report = ModelReport.Of(trained.Outcome.Bundle, trained.Outcome.Split.Test, summary, null, new HiddenTruth());
        Assert.Equal("These rows were seen.", report.Warnings[0]);
        using var card = new StringWriter { NewLine = "\n" };
        ModelCard.Write(card, report);
        Assert.StartsWith($"# Model card: {Document.Version}\n\n## Warnings\n\n- These rows were seen.\n", card.ToString(), StringComparison.Ordinal);
        var page = Training.Reporting.Page.ReportPage.Of(report);
        Assert.InRange(page.IndexOf("<p class=\"warning\">These rows were seen.", StringComparison.Ordinal), 0, page.IndexOf("class=\"tiles\"", StringComparison.Ordinal));
    }
}
