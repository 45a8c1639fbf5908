using PreDelinquency.Domain.Transactions;
using PreDelinquency.Synthetic;
using PreDelinquency.Training.Measuring;

namespace PreDelinquency.Training.Reporting.Breakdowns;

/// <summary>
/// The rows by what had come over the customer. A trouble belongs to a row when it was there at the cut-off or began in the
/// 30 days after, and to a missed payment when any of the 30 days before it lay in it; a look-alike, when any of the 30 days up to the cut-off, which the features look at, lay in it.
/// </summary>
/// <param name="Causes">By cause of trouble; the last is none.</param>
/// <param name="LookAlikes">Rows without trouble by look-alike; the last is neither.</param>
public sealed record EpisodeBreakdown(IReadOnlyList<CauseFigures> Causes, IReadOnlyList<GroupFigures> LookAlikes)
{
    /// <summary>The group of rows in which nothing happened, listed beside the look-alikes.</summary>
    public const string NoEpisode = "no episode";

    private const int Days = 30;

    /// <summary>Makes the breakdown.</summary>
    public static EpisodeBreakdown Of(IReadOnlyList<PointInTimeRow> rows, JudgedModel model, ILookup<string, Episode> episodes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(episodes);
        var kinds = new EpisodeKind[rows.Count][];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = [.. episodes[rows[i].CustomerId].Where(e => Belongs(e, rows[i].CutOff)).Select(e => e.Kind).Distinct()];
        var calm = Where(i => !kinds[i].Any(k => k.IsTrouble()));
        var causes = new List<CauseFigures>();
        foreach (var kind in Enum.GetValues<EpisodeKind>().Where(k => k.IsTrouble()))
            AddCause(Title(kind), Where(i => kinds[i].Contains(kind)), kind);
        AddCause("no trouble", calm, null);
        var lookAlikes = new List<GroupFigures>();
        foreach (var kind in Enum.GetValues<EpisodeKind>().Where(k => !k.IsTrouble()))
            AddLookAlike(Title(kind), [.. calm.Where(i => kinds[i].Contains(kind))]);
        AddLookAlike(NoEpisode, [.. calm.Where(i => kinds[i].Length == 0)]);
        return new EpisodeBreakdown(causes, lookAlikes);

        int[] Where(Func<int, bool> holds) => [.. Enumerable.Range(0, rows.Count).Where(holds)];

        void AddCause(string name, int[] own, EpisodeKind? kind)
        {
            if (own.Length == 0)
                return;
            var missing = own.Where(i => rows[i].Misses).ToArray();
            var payments = model.Evaluation.Warnings.Payments.Where(p => kind is { } cause ? Onset(p, cause) is not null : !Troubles(p).Any()).ToArray();
            causes.Add(new CauseFigures(
                name,
                own.Length,
                own.Select(i => rows[i].CustomerId).Distinct(StringComparer.Ordinal).Count(),
                missing.Length,
                Measure([.. missing, .. calm.Where(i => !rows[i].Misses)]),
                WarningFigures.Of(payments, p => p.DaysMedium, cancellationToken),
                WarningFigures.Of(payments, p => p.DaysHigh, cancellationToken),
                kind is null ? null : WarningFigures.Of(payments, p => AfterOnset(p, p.DaysMedium), cancellationToken),
                kind is null ? null : WarningFigures.Of(payments, p => AfterOnset(p, p.DaysHigh), cancellationToken)));

            int? AfterOnset(WarnedPayment payment, int? days) => days is { } warned ? payment.MissedOn.DayNumber - warned - Onset(payment, kind!.Value)!.Value.DayNumber : null;
        }

        IEnumerable<Episode> Troubles(WarnedPayment payment) =>
            episodes[payment.CustomerId].Where(e => e.Kind.IsTrouble() && e.Onset <= payment.MissedOn && e.End > payment.MissedOn.AddDays(-Days));

        // Where one came twice, the later.
        DateOnly? Onset(WarnedPayment payment, EpisodeKind kind) => Troubles(payment).Where(e => e.Kind == kind).Select(e => (DateOnly?)e.Onset).Max();

        void AddLookAlike(string name, int[] own)
        {
            if (own.Length > 0)
                lookAlikes.Add(new GroupFigures("look-alike", name, Measure(own)));
        }

        Figures Measure(int[] chosen) => Figures.Of([.. chosen.Select(i => rows[i])], [.. chosen.Select(i => model.Probabilities[i])], model.Thresholds, cancellationToken);
    }

    private static bool Belongs(Episode episode, DateOnly cutOff) => episode.Kind.IsTrouble()
        ? episode.Onset <= cutOff.AddDays(Days) && episode.End > cutOff
        : episode.Onset <= cutOff && episode.End > cutOff.AddDays(-Days);

    private static string Title(EpisodeKind kind) => WireNames<EpisodeKind>.Of(kind).Replace('_', ' ');
}
