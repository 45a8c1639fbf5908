using System.Globalization;
using PreDelinquency.Domain.Profiles;
using PreDelinquency.Engine.Standings;

namespace PreDelinquency.Storage.Postgres.Cluster;

/// <summary>The statements of one search among all customers, with only what it asks for in them.</summary>
internal sealed class StandingSearch
{
    private readonly List<object> _arguments = [];
    private readonly List<string> _conditions = [];
    private readonly SortedDictionary<int, string> _before = [];
    private readonly StandingQuery _query;
    private readonly string _recordedSince;
    private readonly string _dayAgo;
    private readonly string _weekAgo;

    public StandingSearch(StandingQuery query, DateTimeOffset now)
    {
        _query = query;
        _recordedSince = Argument(StoredMoment.From(StandingRows.RecordedSince(now)));
        (_dayAgo, _weekAgo) = (Argument(now.AddDays(-1).UtcDateTime), Argument(now.AddDays(-7).UtcDateTime));
        _conditions.Add($"c.latest_event_at >= {Argument(StoredMoment.From(StandingRows.HeardSince(now)))}");
        AddConditions();
        var change = query.Order is StandingOrder.Rise or StandingOrder.Fall ? Change(query.OrderDays) : "0";
        var from = $"""
            FROM cluster.customers c LEFT JOIN cluster.profiles p USING (customer_no)
            {string.Concat(_before.Keys.Select(days => $"LEFT JOIN before_{days} USING (customer_no)\n"))}
            WHERE {string.Join(" AND ", _conditions)}
            """;
        var with = _before.Count == 0 ? "" : $"WITH {string.Join(",\n", _before.Values)}\n";
        Total = $"{with}SELECT count(*)::integer {from}";
        Part = $"""
            {with}SELECT c.customer_id, profile->>'name', profile->>'segment', profile->>'region', c.probability, c.risk_level,
                COALESCE(l.scored_at, c.latest_event_at), COALESCE(l.utc_offset_minutes, c.latest_utc_offset_minutes),
                d.scored_at, d.utc_offset_minutes, d.probability, d.risk_level, w.scored_at, w.utc_offset_minutes, w.probability, w.risk_level
            FROM (
                SELECT c.customer_no, c.customer_id, c.probability, c.risk_level, c.latest_event_at, c.latest_utc_offset_minutes, {change} AS change {from}
                ORDER BY {Order("")} LIMIT {query.Limit.ToString(CultureInfo.InvariantCulture)} OFFSET {query.Skip.ToString(CultureInfo.InvariantCulture)}) c
            LEFT JOIN cluster.profiles USING (customer_no)
            LEFT JOIN LATERAL ({Standing("c", null)}) l ON true
            LEFT JOIN LATERAL ({Standing("c", _dayAgo)}) d ON true
            LEFT JOIN LATERAL ({Standing("c", _weekAgo)}) w ON true
            ORDER BY {Order("c.")}
            """;
    }

    /// <summary>Gives the columns that <see cref="StandingRows.ReadCustomer"/> expects.</summary>
    public string Part { get; }

    /// <summary>Counts all.</summary>
    public string Total { get; }

    /// <summary>Of both statements.</summary>
    public IReadOnlyList<object> Arguments => _arguments;

    /// <param name="of">Before the names of columns.</param>
    private string Order(string of) => _query.Order switch
    {
        StandingOrder.CustomerId => $"{of}customer_id",
        StandingOrder.Rise => $"{of}change DESC, {of}probability DESC, {of}customer_id",
        StandingOrder.Fall => $"{of}change, {of}probability DESC, {of}customer_id",
        _ => $"{of}probability DESC, {of}customer_id",
    };

    private void AddConditions()
    {
        if (_query.Level is { } level)
            _conditions.Add($"c.risk_level = {Argument((short)level)}");
        if (_query.LeastLevel is { } least)
            _conditions.Add($"c.risk_level >= {Argument((short)least)}");
        if (_query.Least > 0)
            _conditions.Add($"c.probability >= {Argument(_query.Least)}");
        if (_query.Below is { } below)
            _conditions.Add($"c.probability < {Argument(below)}");
        if (_query.CustomerIds is { } ids)
            _conditions.Add($"c.customer_id = ANY({Argument(ids.Select(StoredText.Encode).ToArray())})");
        if (_query.Segment is { } segment)
            _conditions.Add($"p.profile->>'segment' = {Argument(StoredText.Encode(segment))}");
        if (_query.Region is { } region)
            _conditions.Add($"p.profile->>'region' = {Argument(StoredText.Encode(region))}");
        if (_query.Search is { Length: > 0 } search)
        {
            var part = Argument(Pattern(StoredText.Encode(SearchText.Fold(search))));
            _conditions.Add($"c.customer_no IN (SELECT customer_no FROM cluster.search_texts WHERE customer_id LIKE {part} OR name LIKE {part})");
        }

        if (_query.MovedWithinDays is { } days)
        {
            var before = Before(days);
            _conditions.Add($"{before}.has_moved AND {before}.risk_level IS DISTINCT FROM c.risk_level");
            if (_query.MovedLevel is { } moved)
                _conditions.Add($"{Argument((short)moved)} IN (c.risk_level, {before}.risk_level)");
        }
    }

    /// <summary>Of all texts with this part, for LIKE.</summary>
    private static string Pattern(string part) => $"%{part.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";

    // Who was recorded nothing of since then has not moved.
    private string Change(int days)
    {
        var before = Before(days);
        _conditions.Add($"({before}.has_moved IS NULL OR {before}.probability IS NOT NULL)");
        return $"CASE WHEN {before}.has_moved THEN c.probability - {before}.probability ELSE 0 END";
    }

    /// <summary>
    /// Names those of whom something was recorded in the last days, with what stood before; null where nothing did. That is
    /// mostly no older than a week, so that one look at those days finds it for all of them.
    /// </summary>
    private string Before(int days)
    {
        var (name, then) = ($"before_{days.ToString(CultureInfo.InvariantCulture)}", days == 1 ? _dayAgo : _weekAgo);
        _before[days] = $"""
            {name} AS MATERIALIZED (
                SELECT m.customer_no, true AS has_moved, COALESCE(r.probability, o.probability) AS probability, COALESCE(r.risk_level, o.risk_level) AS risk_level
                FROM (SELECT DISTINCT customer_no FROM cluster.risk_scores WHERE scored_at > {then}) m
                LEFT JOIN (
                    SELECT DISTINCT ON (customer_no) customer_no, probability, risk_level FROM cluster.risk_scores
                    WHERE scored_at <= {then} AND scored_at > {then} - INTERVAL '{IStandings.RecordedDays.ToString(CultureInfo.InvariantCulture)} days'
                    ORDER BY customer_no, scored_at DESC, position DESC) r USING (customer_no)
                LEFT JOIN LATERAL ({Standing("m", then, "r.customer_no IS NULL")}) o ON true)
            """;
        return name;
    }

    /// <summary>The point that stands or stood for a customer.</summary>
    private string Standing(string customer, string? then, string condition = "true") => $"""
        SELECT scored_at, utc_offset_minutes, probability, risk_level FROM cluster.risk_scores s
        WHERE s.customer_no = {customer}.customer_no AND s.scored_at >= {_recordedSince}{(then is null ? "" : $" AND s.scored_at <= {then}")} AND {condition}
        ORDER BY s.scored_at DESC, s.position DESC LIMIT 1
        """;

    private string Argument(object value)
    {
        _arguments.Add(value);
        return $"${_arguments.Count.ToString(CultureInfo.InvariantCulture)}";
    }
}
