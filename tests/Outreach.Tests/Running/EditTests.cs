using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Messages that a person puts in other words.</summary>
public sealed class EditTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_of_the_words_that_were_read()
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var read = (await office.FindAsync(contact)).Message!;
        var (evesText, annsText) = ($"{read.Text} Take your time.", $"{read.Text} We are here to help.");
        await office.Desk.EditAsync(contact, "eve", read.Revision, null, evesText, Token);

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(contact, "ann", read.Revision, null, annsText, Token));
        Assert.Equal("eve changed the message meanwhile: read it again.", refused.Message);
        var eves = (await office.FindAsync(contact)).Message!;
        Assert.Equal(evesText, eves.Text);
        Assert.Equal(annsText, (await office.Desk.EditAsync(contact, "ann", eves.Revision, null, annsText, Token))!.Message!.Text);
    }

    [Fact]
    public async Task A_text_that_a_person_edited_stays_under_a_new_policy_only_where_it_holds_to_its_rules()
    {
        await using var office = new Office(WithApproval, _sms);
        string[] contacts = [office.Customers.Propose("c1"), office.Customers.Propose("c2")];
        await office.RunAsync();
        foreach (var contact in contacts)
            await office.Desk.EditAsync(contact, "m", null, null, (await office.FindAsync(contact)).Message!.Text.Replace("Hi Ana", "Dear Ana", StringComparison.Ordinal), Token);
        office.Serve(policy => policy with { RetryCallAfterHours = 5 });
        await ReadAndApproveAsync(contacts[0]);
        await office.RunAsync();
        Assert.StartsWith("Dear Ana", Assert.Single(_sms.Handed).Text, StringComparison.Ordinal);

        office.Serve(policy => policy with { Sender = policy.Sender with { OptOutWord = "END" } });
        await ReadAndApproveAsync(contacts[1]);

        var anew = await office.FindAsync(contacts[1]);
        Assert.Null(anew.EditedBy);
        Assert.EndsWith("END to opt out.", anew.Message!.Text, StringComparison.Ordinal);

        async Task ReadAndApproveAsync(string contact)
        {
            // Whoever read other words has not read those of the new policy.
            await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ApproveAsync(contact, "ann", "0123456789ab", Token));
            Assert.NotNull(await office.ApproveAsync(contact, "ann"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_edited_a_text_approves_it_alone_where_the_policy_asks_for_one_person(bool twoPersons)
    {
        await using var office = new Office(policy => WithApproval(policy) with { TwoPersons = twoPersons }, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        await office.Desk.EditAsync(contact, "Bob", null, null, $"{(await office.FindAsync(contact)).Message!.Text} Take your time.", Token);

        if (twoPersons)
        {
            var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.ApproveAsync(contact, " bob"));
            Assert.Equal("Bob put it in these words: under a policy of two persons another one must approve them.", refused.Message);
            Assert.Equal("ann", (await office.ApproveAsync(contact, "ann"))!.Entry.ApprovedBy);
        }
        else
        {
            Assert.Equal("Bob", (await office.ApproveAsync(contact, "Bob"))!.Entry.ApprovedBy);
        }
    }

    [Theory]
    [InlineData("Hello Ana, your risk score is high. Reply STOP.", "score")]
    [InlineData("Hello Ana, we can help. Call us.", "STOP")]
    public async Task An_edited_text_must_hold_to_the_rules(string text, string told)
    {
        await using var office = new Office(WithApproval, _sms);
        var contact = office.Customers.Propose("c1");
        await office.RunAsync();
        var before = (await office.FindAsync(contact)).Message;

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(contact, "m", null, null, text, Token));

        Assert.Contains(told, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, (await office.FindAsync(contact)).Message);
    }

    [Fact]
    public async Task A_subject_holds_no_forbidden_word_and_only_emails_have_one()
    {
        await using var office = new Office(WithApproval, _sms, new Provider(ContactChannel.Email));
        var (sms, email) = (office.Customers.Propose("c1"), office.Customers.Propose("c2", RiskLevel.Medium));
        await office.RunAsync();
        var (text, letter) = ((await office.FindAsync(sms)).Message!.Text, (await office.FindAsync(email)).Message!);

        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(sms, "m", null, "Hello", text, Token));
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(email, "m", null, "Your risk", letter.Text, Token));
        Assert.Equal("A word from us", (await office.Desk.EditAsync(email, "m", null, "A word from us", letter.Text, Token))!.Message!.Subject);
    }

    private static ContactPolicy WithApproval(ContactPolicy policy) => policy with { Levels = policy.Levels.ToDictionary(l => l.Key, l => l.Value with { Approval = true }) };
}
