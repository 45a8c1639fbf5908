using System.Text.Json;
using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>What a store must hold by its audit log: the log, entry by entry. Keeps every ledger and contact in memory.</summary>
internal sealed class LogReplay
{
    private readonly Dictionary<string, LoggedCustomer> _customers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoggedPolicy> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<(DateOnly Day, ContactChannel Channel), int> _budgets = [];

    public IReadOnlyDictionary<string, LoggedCustomer> Customers => _customers;

    /// <summary>By their versions.</summary>
    public IReadOnlyDictionary<string, LoggedPolicy> Policies => _policies;

    /// <summary>The version that came into force last; null where none did.</summary>
    public string? PolicyInForce { get; private set; }

    /// <summary>How much of each day's budget was taken, as far as that is known (<see cref="MissesTakes"/>).</summary>
    public IReadOnlyDictionary<(DateOnly Day, ContactChannel Channel), int> Budgets => _budgets;

    /// <summary>Whether more may have been taken: for customers who were erased, or by a program that noted no days.</summary>
    public bool MissesTakes { get; private set; }

    /// <summary>The latest entry that was read.</summary>
    public long Through { get; private set; }

    public void Read(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Through = entry.Sequence;
        if (entry.CustomerId is { } customerId)
            Read(customerId, entry);
        else if (entry.Kind == AuditDrafts.CustomerErased)
            Erase(TextOf(entry, "customer_id"), entry.At);
        else if (entry.Kind is AuditDrafts.PolicyProposed or AuditDrafts.PolicyConfirmed or AuditDrafts.PolicyRejected or AuditDrafts.PolicyLoaded)
            ReadPolicy(entry);
    }

    /// <summary>Whether both are written alike.</summary>
    public static bool IsSame<T>(T one, T other) => JsonSerializer.Serialize(one, OutreachJson.Options) == JsonSerializer.Serialize(other, OutreachJson.Options);

    private void Erase(string customerId, DateTimeOffset at)
    {
        _customers[customerId] = new LoggedCustomer(Ledger.OfErased(customerId, at));
        MissesTakes = true;
    }

    private void ReadPolicy(AuditEntry entry)
    {
        var (version, by) = (TextOf(entry, "version"), TextOf(entry, "by"));
        if (entry.Kind is AuditDrafts.PolicyLoaded or AuditDrafts.PolicyConfirmed)
            PolicyInForce = version;
        var former = _policies.GetValueOrDefault(version) ?? LoggedPolicy.Unknown;
        _policies[version] = entry.Kind switch
        {
            AuditDrafts.PolicyProposed => former.Propose(by),
            AuditDrafts.PolicyLoaded => former.Load(by),
            _ => former.Decide(entry.Kind == AuditDrafts.PolicyConfirmed, by),
        };
    }

    private void Read(string customerId, AuditEntry entry)
    {
        if (!_customers.TryGetValue(customerId, out var customer))
            _customers.Add(customerId, customer = new LoggedCustomer(Ledger.Of(customerId)));
        if (entry.Body is not { } body)
            customer.UnreadableFrom ??= entry.Sequence;
        else if (customer.UnreadableFrom is null)
            Read(customer, entry, body);
    }

    private void Read(LoggedCustomer customer, AuditEntry entry, string body)
    {
        if (AuditDrafts.IsLedgerEvent(entry.Kind))
            Apply(customer, entry.ContactId, Json<LedgerEvent>(body));
        else if (entry.Kind == AuditDrafts.Outcome && Json<OutreachOutcome>(body) is var outcome)
            customer.Contact(outcome.ContactId).Tell(outcome);
        else if (entry is { Kind: AuditDrafts.Assignment, ContactId: { } assigned })
            customer.Contact(assigned).Assignment = Json<Assignment>(body);
        else if (entry.Kind == AuditDrafts.Decision && Json<DecisionRecord>(body) is { Trigger: DecisionTrigger.Proposed } decision)
            customer.Contact(decision.ContactId).Drawn = (decision.HoldoutDraw, ShareIn(decision));
        else if (entry.Kind is AuditDrafts.ObjectionStatement or AuditDrafts.ObjectionResolution && Json<ObjectionReview>(body) is var review)
            customer.Reviews[review.ObjectionId] = review;
    }

    private void Apply(LoggedCustomer customer, string? contactId, LedgerEvent change)
    {
        var before = contactId is null ? null : customer.Ledger.Find(contactId);
        if (change is LedgerEvent.ContactMoved { State: ContactState.Sending } moved)
            Take(before, moved.ReservedChannel, moved.ReservedOn);
        else if (change is LedgerEvent.AttemptBegun begun)
            Take(before, begun.Channel, begun.Day);
        customer.Ledger = customer.Ledger.Apply(change);
        if (contactId is not null)
            customer.Contact(contactId).Follow(customer.Ledger, contactId);
    }

    /// <summary>A place in the outbox, or a hand-over, takes of the day's budget where the contact has nothing of it.</summary>
    private void Take(ContactEntry? before, ContactChannel? of, DateOnly? on)
    {
        if ((of, on) is not ({ } channel, { } day))
            MissesTakes = true;
        else if (before?.HasReserved(channel, day) != true)
            _budgets[(day, channel)] = _budgets.GetValueOrDefault((day, channel)) + 1;
    }

    private static double? ShareIn(DecisionRecord decision) =>
        decision.Answers.FirstOrDefault(answer => answer.Rule == ContactRule.Holdout) is { } answer ? RuleJudge.Number(answer.Limit) : null;

    private static string TextOf(AuditEntry entry, string name)
    {
        using var body = JsonDocument.Parse(entry.Body!);
        return body.RootElement.GetProperty(name).GetString()!;
    }

    private static T Json<T>(string body) => JsonSerializer.Deserialize<T>(body, OutreachJson.Options)!;
}
