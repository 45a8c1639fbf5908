using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using static PreDelinquency.Storage.Tests.Outreach.OutreachSamples;

namespace PreDelinquency.Storage.Tests.Outreach;

/// <content>What cannot be read of one customer keeps nobody from what is stored of the others.</content>
public abstract partial class OutreachStoreContract
{
    [Theory]
    [InlineData("UPDATE outreach_contacts SET contact = '{' WHERE customer_id IN ('c1', 'c3')")]
    [InlineData("UPDATE outreach_contacts SET contact = '{\"of_a_newer_program\":1}' WHERE customer_id IN ('c1', 'c3')")]
    [InlineData("UPDATE outreach_contacts SET contact = (SELECT contact FROM outreach_contacts WHERE customer_id = 'c2') WHERE customer_id IN ('c1', 'c3')")]
    [InlineData("UPDATE outreach_contacts SET sequence = CASE customer_id WHEN 'c1' THEN 1000 ELSE -1000 END WHERE customer_id IN ('c1', 'c3')")]
    public async Task Lists_leave_out_contacts_that_cannot_be_read_and_tell_each_once(string damage)
    {
        string[] customers = ["c1", "c2", "c3", "c4", "c5"];
        foreach (var (customer, sequence) in customers.Select((customer, i) => (customer, i + 1)))
            await Store.CommitAsync(Commit(customer, 1, sequence), Token);
        await TamperAsync(damage);

        // A page is full where there are as many that can be read, so that whoever reads page by page comes to the end.
        Assert.Equal(["c2-i1", "c4-i1"], Ids(await Store.ReadContactsAsync(new(), 2, Token)));
        Assert.Equal(["c5-i1"], Ids(await Store.ReadContactsAsync(new() { AfterSequence = 4 }, 2, Token)));
        Assert.Equal(["c2-i1", "c4-i1"], Ids(await Store.ReadDueAsync(Noon.AddDays(9), 2, Token)));
        Assert.Equal(["c2-i1", "c4-i1", "c5-i1"], Ids(await Store.ReadDueAsync(Noon.AddDays(9), 9, Token)));
        Assert.Equal(["c2-i1"], Ids(await Store.ReadContactsAsync(["c1-i1", "c2-i1"], Token)));
        Assert.Equal(["c5-i1", "c2-i1"], Ids(await Store.ReadWholeContactsAsync(["c5-i1", "c3-i1", "c2-i1"], Token)));

        Assert.Equal(["c1", "c3"], Store.TakeLeftOut().Select(reason => reason.CustomerId));
        await Store.ReadContactsAsync(new(), 9, Token);
        Assert.Empty(Store.TakeLeftOut());
        var refused = await Assert.ThrowsAsync<StoreException>(async () => await Store.FindContactAsync("c1-i1", Token));
        Assert.Equal((true, "c1"), (refused.IsPermanent, refused.CustomerId));
        Assert.Contains("c1-i1", refused.Message, StringComparison.Ordinal);

        static IEnumerable<string> Ids(IEnumerable<ContactRecord> contacts) => contacts.Select(contact => contact.ContactId);
    }

    [Fact]
    public async Task Whose_key_is_damaged_is_left_out_of_lists_with_messages()
    {
        await Store.CommitAsync(Commit("c1", 1, 1), Token);
        await Store.CommitAsync(Commit("c2", 1, 2), Token);
        await TamperAsync("UPDATE outreach_customer_keys SET wrapped = (SELECT wrapped FROM outreach_customer_keys WHERE customer_id = 'c2') WHERE customer_id = 'c1'");

        var whole = Assert.Single(await Store.ReadWholeContactsAsync(["c1-i1", "c2-i1"], Token));

        Assert.Equal(("c2-i1", Message.Text), (whole.ContactId, whole.Message!.Text));
        Assert.Equal("c1", Assert.Single(Store.TakeLeftOut()).CustomerId);
    }

    [Fact]
    public async Task An_objection_that_cannot_be_read_is_left_out_of_the_list_of_all()
    {
        foreach (var customer in new[] { "c1", "c2" })
        {
            var review = new ObjectionReview { ObjectionId = $"{customer}-o1", CustomerId = customer, At = Noon, Statement = "Leave me alone." };
            await Store.CommitAsync(new OutreachCommit { Ledger = Ledger.Of(customer), ExpectedVersion = 0, Reviews = [review] }, Token);
        }

        await TamperAsync("UPDATE outreach_objections SET review = (SELECT review FROM outreach_objections WHERE customer_id = 'c2') WHERE customer_id = 'c1'");

        Assert.Equal("c2-o1", Assert.Single(await Store.ReadReviewsAsync(null, openOnly: true, 10, Token)).ObjectionId);
        Assert.Equal("c1", Assert.Single(Store.TakeLeftOut()).CustomerId);
        Assert.Contains("c1-o1", (await Assert.ThrowsAsync<StoreException>(async () => await Store.ReadReviewsAsync("c1", openOnly: false, 10, Token))).Message, StringComparison.Ordinal);
    }
}
