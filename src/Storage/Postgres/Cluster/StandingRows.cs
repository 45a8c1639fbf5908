using PreDelinquency.Domain;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>Reads how customers stand and stood.</summary>
internal static class StandingRows
{
    /// <summary>$3: heard of since; $4: bins.</summary>
    public const string Count = """
        SELECT p.profile->>'segment', p.profile->>'region', c.risk_level, LEAST(floor(c.probability * $4)::integer, $4 - 1), count(*), sum(trunc(c.probability * 1e9)::bigint)::bigint
        FROM cluster.customers c LEFT JOIN cluster.profiles p USING (customer_no)
        WHERE c.customer_no > $1 AND c.customer_no <= $2 AND c.latest_event_at >= $3
        GROUP BY 1, 2, 3, 4
        """;

    /// <summary>
    /// $3: the present; $4: recorded since; $5: most days. A score stands from its own age in whole days down to that of the next one:
    /// it counts from the one, and no longer from the other.
    /// </summary>
    public const string Changes = """
        WITH points AS (
            SELECT customer_no, scored_at, position, risk_level, trunc(probability * 1e9)::bigint AS e9,
                LEAST($5, GREATEST(0, floor(extract(epoch FROM $3 - scored_at)::double precision / 86400)))::integer AS age
            FROM cluster.risk_scores WHERE customer_no > $1 AND customer_no <= $2 AND scored_at >= $4),
        spans AS (
            SELECT customer_no, risk_level, e9, age, lead(age) OVER (PARTITION BY customer_no ORDER BY scored_at, position) AS next_age FROM points),
        changes AS (
            SELECT customer_no, risk_level, age AS ago, 1 AS customers, e9 FROM spans WHERE next_age IS DISTINCT FROM age
            UNION ALL
            SELECT customer_no, risk_level, next_age, -1, -e9 FROM spans WHERE next_age <> age),
        groups AS MATERIALIZED (
            SELECT customer_no, profile->>'segment' AS segment, profile->>'region' AS region FROM cluster.profiles WHERE customer_no > $1 AND customer_no <= $2)
        SELECT segment, region, risk_level, ago, sum(customers)::bigint, sum(e9)::bigint
        FROM changes LEFT JOIN groups USING (customer_no)
        GROUP BY 1, 2, 3, 4
        """;

    /// <summary>$1: the moment; $2 and on: <see cref="Columns"/>.</summary>
    public const string Remember = """
        INSERT INTO cluster.standing_past (as_of, segments, regions, risk_levels, days_ago, customers, sums_e9) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (is_only) DO UPDATE SET as_of = EXCLUDED.as_of, segments = EXCLUDED.segments, regions = EXCLUDED.regions, risk_levels = EXCLUDED.risk_levels,
            days_ago = EXCLUDED.days_ago, customers = EXCLUDED.customers, sums_e9 = EXCLUDED.sums_e9
        """;

    /// <summary>$1: the present; $2: no older than that.</summary>
    public const string Recall = """
        SELECT c.*, as_of FROM cluster.standing_past, unnest(segments, regions, risk_levels, days_ago, customers, sums_e9) c
        WHERE as_of <= $1 AND as_of >= $2
        """;

    /// <summary>A customer is judged until so long after its latest event: who was heard of since then was judged within the days that count.</summary>
    public static DateTimeOffset HeardSince(DateTimeOffset now) => RecordedSince(now).AddDays(-Customer.DormantAfterDays);

    public static DateTimeOffset RecordedSince(DateTimeOffset now) => now.AddDays(-IStandings.Days - IStandings.RecordedDays);

    /// <summary>Those of <see cref="Remember"/>.</summary>
    public static object[] Columns(IReadOnlyList<StandingChange> changes) =>
    [
        changes.Select(change => change.Group.Segment).ToArray(), changes.Select(change => change.Group.Region).ToArray(), changes.Select(change => (short)change.Level).ToArray(),
        changes.Select(change => change.DaysAgo).ToArray(), changes.Select(change => change.Customers).ToArray(), changes.Select(change => change.ProbabilitySumE9).ToArray(),
    ];

    public static StandingCount ReadCount(PostgresRows row) => new(Group(row, 0), (RiskLevel)row.Int16(2), row.Int32(3), row.Int64(4), row.Int64(5));

    public static StandingChange ReadChange(PostgresRows row) => new(Group(row, 0), (RiskLevel)row.Int16(2), row.Int32(3), row.Int64(4), row.Int64(5));

    /// <summary>The columns of <see cref="StandingSearch.Part"/>.</summary>
    public static StandingCustomer ReadCustomer(PostgresRows row)
    {
        // The score that stands is of the latest judgement, also where that moved it by too little to be recorded.
        var latest = new ScorePoint(row.Moment(6, 7), row.Double(4), (RiskLevel)row.Int16(5));
        return new StandingCustomer(row.Text(0), Nullable(row, 1), Group(row, 2), latest, Before(row, 8, latest), Before(row, 12, latest));
    }

    private static ScorePoint? Before(PostgresRows row, int column, ScorePoint latest)
    {
        if (row.IsNull(column))
            return null;
        var point = new ScorePoint(row.Moment(column, column + 1), row.Double(column + 2), (RiskLevel)row.Int16(column + 3));
        return point.At == latest.At ? latest : point;
    }

    private static CustomerGroup Group(PostgresRows row, int column) => new(Nullable(row, column), Nullable(row, column + 1));

    private static string? Nullable(PostgresRows row, int column) => row.IsNull(column) ? null : row.Text(column);
}
