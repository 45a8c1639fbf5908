using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using static PreDelinquency.Storage.Tests.Outreach.OutreachSamples;

namespace PreDelinquency.Storage.Tests.Outreach;

/// <content>The list of all opt-outs.</content>
public abstract partial class OutreachStoreContract
{
    [Fact]
    public async Task All_opt_outs_are_listed_the_latest_first_page_by_page()
    {
        await OptOutAsync("c1", 0, new OptOut(ContactChannel.Sms, "sms_reply", Noon), new OptOut(ContactChannel.Phone, "branch", Noon.AddHours(2)));
        await OptOutAsync("c2", 0, new OptOut(ContactChannel.Sms, "email", Noon), new OptOut(ContactChannel.Email, "email", Noon));
        await OptOutAsync("c3", 0, new OptOut(ContactChannel.Email, "unsubscribe", Noon.AddHours(1)));
        string[] expected = ["c1 Phone branch 2", "c3 Email unsubscribe 1", "c2 Email email 0", "c2 Sms email 0", "c1 Sms sms_reply 0"];

        Assert.Equal(expected, await ListAsync(channel: null, page: 10));
        Assert.Equal(expected, await ListAsync(channel: null, page: 1));
        Assert.Equal(["c2 Sms email 0", "c1 Sms sms_reply 0"], await ListAsync(ContactChannel.Sms, page: 1));
        Assert.Equal((5, 2), (await Store.CountOptOutsAsync(channel: null, Token), await Store.CountOptOutsAsync(ContactChannel.Sms, Token)));
    }

    [Fact]
    public async Task An_opt_out_leaves_the_list_with_the_ledger_and_who_was_forgotten_stays_on_it()
    {
        await OptOutAsync("c1", 0, new OptOut(ContactChannel.Sms, "sms_reply", Noon));
        await OptOutAsync("c2", 0, new OptOut(ContactChannel.Sms, "sms_reply", Noon));
        // What says nothing of opt-outs leaves them as they are.
        await Store.CommitAsync(new OutreachCommit { Ledger = (await Store.LoadAsync("c1", Token)).Ledger, ExpectedVersion = 1 }, Token);
        Assert.Equal(2, await Store.CountOptOutsAsync(channel: null, Token));

        await OptOutAsync("c1", 2);
        await Store.EraseAsync(new ErasureOrder("c2", "officer", ErasureReason.Objection, Noon.AddHours(3)), Token);

        Assert.Equal(["c2 Email erasure 3", "c2 Sms erasure 3", "c2 Phone erasure 3"], await ListAsync(channel: null, page: 10));
    }

    [Fact]
    public async Task Whoever_is_refused_changes_no_opt_out()
    {
        await OptOutAsync("c1", 0, new OptOut(ContactChannel.Sms, "sms_reply", Noon));

        await Assert.ThrowsAsync<LedgerConflictException>(() => OptOutAsync("c1", 0));

        Assert.Equal(1, await Store.CountOptOutsAsync(channel: null, Token));
    }

    [Fact]
    public async Task A_store_of_the_version_before_opt_outs_were_listed_lists_them_once_it_is_brought_up_to_date()
    {
        await OptOutAsync("c1", 0, new OptOut(ContactChannel.Email, "unsubscribe", Noon.AddMilliseconds(7)), new OptOut(ContactChannel.Phone, "“branch”", Noon));
        await OptOutAsync("c2", 0, new OptOut(ContactChannel.Sms, "branch", Noon.AddDays(1)));
        await Store.CommitAsync(Commit("c3", 1, 1), Token);
        var before = await Store.ReadOptOutsAsync(channel: null, after: null, 10, Token);
        await TamperAsync("DROP TABLE outreach_opt_outs; INSERT INTO outreach_ledgers VALUES ('c9', 1, '{\"opt_outs\":[{damaged')");
        await GoBackAsync(4);
        await Store.DisposeAsync();

        await InitializeAsync();

        Assert.Equal(3, before.Count);
        Assert.Equal(before, await Store.ReadOptOutsAsync(channel: null, after: null, 10, Token));
    }

    /// <summary>Makes the store say that it is of an earlier version.</summary>
    protected abstract Task GoBackAsync(int version);

    private async Task OptOutAsync(string customerId, long version, params OptOut[] optOuts) =>
        await Store.CommitAsync(new OutreachCommit { Ledger = Ledger.Of(customerId) with { OptOuts = optOuts }, ExpectedVersion = version, OptOuts = optOuts }, Token);

    private async Task<List<string>> ListAsync(ContactChannel? channel, int page)
    {
        var all = new List<string>();
        for (OptOutPlace? after = null; ;)
        {
            var some = await Store.ReadOptOutsAsync(channel, after, page, Token);
            all.AddRange(some.Select(o => $"{o.CustomerId} {o.OptOut.Channel} {o.OptOut.Source} {(o.OptOut.At - Noon).TotalHours}"));
            if (some.Count < page)
                return all;
            after = new(some[^1].OptOut.At, some[^1].CustomerId, some[^1].OptOut.Channel);
        }
    }
}
