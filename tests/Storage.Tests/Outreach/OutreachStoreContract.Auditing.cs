using System.Text;
using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Auditing;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using static PreDelinquency.Storage.Tests.Outreach.OutreachSamples;

namespace PreDelinquency.Storage.Tests.Outreach;

/// <content>The audit log, sealed bodies, and changes of policy.</content>
public abstract partial class OutreachStoreContract
{
    [Fact]
    public async Task Customers_that_have_a_ledger_come_page_by_page()
    {
        Assert.Empty(await Store.ReadCustomerIdsAsync(null, 10, Token));
        foreach (var (number, customer) in new[] { "c2", "c10", "C2", "c3" }.Index())
            await Store.CommitAsync(Commit(customer, 1, number + 1), Token);

        var first = await Store.ReadCustomerIdsAsync(null, 3, Token);
        var last = await Store.ReadCustomerIdsAsync(first[^1], 3, Token);

        Assert.Equal((3, 1), (first.Count, last.Count));
        Assert.Equal(["C2", "c10", "c2", "c3"], first.Concat(last).Order(StringComparer.Ordinal));
        Assert.Empty(await Store.ReadCustomerIdsAsync(last[^1], 3, Token));
    }

    [Fact]
    public async Task Keys_are_noted_once_and_others_refused()
    {
        await Store.RequireKeysAsync(notes: false, Token);
        await Store.RequireKeysAsync(notes: true, Token);
        await Store.RequireKeysAsync(notes: true, Token);
        await TamperAsync("DELETE FROM outreach_keys WHERE name = 'holdout.key'");
        await TamperAsync("UPDATE outreach_keys SET fingerprint = (SELECT audit_hash FROM outreach_progress) WHERE name = 'audit.key'");

        Assert.Contains("audit.key of", (await Assert.ThrowsAsync<StoreException>(async () => await Store.RequireKeysAsync(notes: true, Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_has_no_gaps_and_verifies_however_many_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(async () => await Store.CommitAsync(Commit($"c{number}", 1, number), Token))));
        await Store.AppendAuditAsync([new(Noon, "policy_loaded", null, null, "{}")], Token);

        var entries = await Store.ReadAuditAsync(0, 100, opensBodies: true, Token);
        Assert.Equal(Enumerable.Range(1, 9).Select(n => (long)n), entries.Select(e => e.Sequence));
        Assert.Equal(("policy_loaded", "{}"), (entries[^1].Kind, entries[^1].Body));
        var (head, fault) = await AuditVerification.RunAsync(Store, Keys, known: null, Token);
        Assert.Equal((9L, null), (head.Sequence, fault));
        Assert.Equal(head, await Store.ReadAuditHeadAsync(Token));
        Assert.Equal(head, AuditHead.TryParse(head.ToString()));
    }

    [Theory]
    [InlineData("UPDATE outreach_audit SET at_ms = at_ms + 1 WHERE sequence = 2", "entry 2 is not what was written")]
    [InlineData("UPDATE outreach_audit SET kind = 'harmless' WHERE sequence = 2", "entry 2 is not what was written")]
    [InlineData("UPDATE outreach_audit SET customer_id = 'c9' WHERE sequence = 2", "entry 2 is not what was written")]
    [InlineData("UPDATE outreach_audit SET body = (SELECT body FROM outreach_audit WHERE sequence = 1) WHERE sequence = 2", "entry 2 is not what was written")]
    [InlineData("DELETE FROM outreach_audit WHERE sequence = 2", "entry 2 is missing")]
    [InlineData("DELETE FROM outreach_audit WHERE sequence = 3", "entries at the end are missing")]
    [InlineData("UPDATE outreach_audit SET sequence = sequence + 10 WHERE sequence < 3; UPDATE outreach_audit SET sequence = 13 - sequence WHERE sequence > 10", "entry 1 is not what was written")]
    public async Task Every_edit_deletion_and_reordering_is_found(string tampering, string fault)
    {
        for (var number = 1; number <= 3; number++)
            await Store.CommitAsync(Commit($"c{number}", 1, number), Token);
        await TamperAsync(tampering);

        Assert.Contains(fault, (await AuditVerification.RunAsync(Store, Keys, known: null, Token)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_was_cut_off_together_with_its_end_is_found_by_a_head_that_was_kept()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        var before = await Store.ReadAuditHeadAsync(Token);
        await Store.CommitAsync(Commit("c2", 1, 2), Token);
        var kept = await Store.ReadAuditHeadAsync(Token);
        Assert.Null((await AuditVerification.RunAsync(Store, Keys, kept, Token)).Fault);
        Assert.Null((await AuditVerification.RunAsync(Store, Keys, before, Token)).Fault);

        await TamperAsync("DELETE FROM outreach_audit WHERE sequence = 2; UPDATE outreach_progress SET audit_sequence = 1, audit_hash = (SELECT hash FROM outreach_audit WHERE sequence = 1)");

        Assert.Null((await AuditVerification.RunAsync(Store, Keys, known: null, Token)).Fault);
        Assert.Contains("before the head that was kept", (await AuditVerification.RunAsync(Store, Keys, kept, Token)).Fault, StringComparison.Ordinal);
        Assert.Contains("hash of the head", (await AuditVerification.RunAsync(Store, Keys, before with { Hash = kept.Hash }, Token)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_concerns_a_customer_is_sealed_and_gone_with_the_key()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        await Store.CommitAsync(Commit("c2", 1, 2), Token);
        var entry = (await Store.ReadAuditAsync(0, 10, opensBodies: true, Token))[0];
        Assert.DoesNotContain("late", Encoding.UTF8.GetString(entry.Stored.Span), StringComparison.Ordinal);

        var order = new ErasureOrder("c1", "officer", ErasureReason.Objection, Noon);
        Assert.True(await Store.EraseAsync(order, Token));
        Assert.False(await Store.EraseAsync(order with { By = "another" }, Token));

        // Whoever had decided on what was erased is refused, and the customer is left alone.
        var (ledger, version) = await Store.LoadAsync("c1", Token);
        Assert.Equivalent(Ledger.OfErased("c1", Noon), ledger, strict: true);
        await Assert.ThrowsAsync<LedgerConflictException>(async () => await Store.CommitAsync(Commit("c1", 2, 3, version: 1), Token));
        Assert.Null(await Store.FindContactAsync("c1-i1", Token));
        Assert.Null(await Store.ReadOutboxAsync("c1-i1", Token));
        var entries = await Store.ReadAuditAsync(0, 10, opensBodies: true, Token);
        Assert.Equal([null, """{"why":"late"}""", """{"customer_id":"c1","by":"officer","reason":"objection"}"""], entries.Select(e => e.Body));
        Assert.Null((await AuditVerification.RunAsync(Store, Keys, known: null, Token)).Fault);

        // Whoever comes back gets another key.
        await Store.CommitAsync(Commit("c1", 2, 3, version: version), Token);
        Assert.Equal(Message.Text, (await Store.FindContactAsync("c1-i2", Token))!.Message!.Text);
        Assert.Null((await Store.ReadAuditAsync(0, 1, opensBodies: true, Token))[0].Body);
        Assert.True(await Store.EraseAsync(order, Token));
        Assert.True(await Store.EraseAsync(order with { CustomerId = "nobody" }, Token));
        Assert.False(await Store.EraseAsync(order with { CustomerId = "nobody" }, Token));
        Assert.Null((await AuditVerification.RunAsync(Store, Keys, known: null, Token)).Fault);
    }

    [Fact]
    public async Task Objections_come_back_with_their_reviews()
    {
        var review = new ObjectionReview { ObjectionId = "c1-o1", CustomerId = "c1", At = Noon, Statement = "Why me?" };
        await Store.CommitAsync(Commit("c1", 1, 1) with { Reviews = [review] }, Token);
        Assert.Equal(review, Assert.Single(await Store.ReadReviewsAsync("c1", openOnly: true, 10, Token)));
        Assert.Empty(await Store.ReadReviewsAsync("c2", openOnly: true, 10, Token));

        var closed = review with { ClosedAt = Noon.AddDays(1), ClosedBy = "m", Resolution = "Explained." };
        await Store.CommitAsync(Commit("c1", 2, 2, version: 1) with { Reviews = [closed] }, Token);

        Assert.Empty(await Store.ReadReviewsAsync(null, openOnly: true, 10, Token));
        Assert.Equal(closed, Assert.Single(await Store.ReadReviewsAsync(null, openOnly: false, 10, Token)));
    }

    [Fact]
    public async Task Of_two_who_decide_about_a_policy_one_is_taken()
    {
        var proposed = new PolicyChange { Version = "p-1", State = PolicyChangeState.Proposed, ProposedBy = "a", ProposedAt = Noon };
        var audit = new AuditDraft(Noon, "policy_proposed", null, null, "{}");
        await Store.PutPolicyChangeAsync(proposed, expected: null, inForce: null, audit, Token);
        await Assert.ThrowsAsync<LedgerConflictException>(async () => await Store.PutPolicyChangeAsync(proposed, expected: null, inForce: null, audit, Token));

        var confirmed = proposed with { State = PolicyChangeState.Confirmed, DecidedBy = "b", DecidedAt = Noon };
        await Store.PutPolicyChangeAsync(confirmed, PolicyChangeState.Proposed, inForce: null, audit, Token);
        await Assert.ThrowsAsync<LedgerConflictException>(async () => await Store.PutPolicyChangeAsync(confirmed with { State = PolicyChangeState.Rejected }, PolicyChangeState.Proposed, inForce: null, audit, Token));

        Assert.Equal(confirmed, Assert.Single(await Store.ReadPolicyChangesAsync(10, Token)));
        Assert.Equal(confirmed, await Store.FindPolicyChangeAsync("p-1", Token));
        Assert.Null(await Store.FindPolicyChangeAsync("p-2", Token));
        Assert.Equal(2, (await Store.ReadAuditHeadAsync(Token)).Sequence);
    }

    [Fact]
    public async Task The_policy_in_force_changes_with_the_decision_about_it_or_not_at_all()
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal) { ["policy.yaml"] = "name: zoë\n" };
        var first = new PolicyChange { Version = "p-1", State = PolicyChangeState.Confirmed, ProposedBy = "a", ProposedAt = Noon };
        var audit = new AuditDraft(Noon, "policy_loaded", null, null, "{}");
        Assert.Null(await Store.ReadPolicyInForceAsync(known: null, Token));

        await Store.PutPolicyChangeAsync(first, expected: null, new StoredPolicy("p-1", files), audit, Token);
        await Assert.ThrowsAsync<LedgerConflictException>(async () => await Store.PutPolicyChangeAsync(first, expected: null, new StoredPolicy("p-9", files), audit, Token));

        var inForce = await Store.ReadPolicyInForceAsync(known: null, Token);
        Assert.Equal(("p-1", "name: zoë\n"), (inForce?.Version, inForce?.Files["policy.yaml"]));
        Assert.Null(await Store.ReadPolicyInForceAsync("p-1", Token));
        await Store.PutPolicyChangeAsync(first with { Version = "p-2" }, expected: null, new StoredPolicy("p-2", files), audit, Token);
        Assert.Equal("p-2", (await Store.ReadPolicyInForceAsync("p-1", Token))?.Version);
    }

    /// <summary>Changes the database behind the program's back.</summary>
    protected abstract Task TamperAsync(string sql);
}
