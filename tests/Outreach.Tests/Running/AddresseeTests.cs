using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Outreach.Tests.Running;

/// <summary>Customers whose name or language the bank corrects after a message was put into words for them.</summary>
public sealed class AddresseeTests
{
    private readonly Provider _sms = new(ContactChannel.Sms);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_approves_or_edits_words_for_the_former_name_and_language()
    {
        await using var office = new Office(WithApproval, _sms);
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        var read = (await office.FindAsync(id)).Message!;
        Correct(office, "Eva María", "es");

        var refused = await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ApproveAsync(id, "ann", read.Revision, Token));

        Assert.Contains("read it again", refused.Message, StringComparison.Ordinal);
        var anew = (await office.FindAsync(id)).Message!;
        Assert.Equal("es", anew.Language);
        Assert.Contains("Eva", anew.Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(id, "ann", read.Revision, null, $"{read.Text} Take your time.", Token));
        await office.Desk.ApproveAsync(id, "ann", anew.Revision, Token);
        await office.RunAsync();
        Assert.Equal(anew.Text, Assert.Single(_sms.Handed).Text);
    }

    [Fact]
    public async Task Whoever_edits_is_told_before_that_name_or_language_is_another()
    {
        await using var office = new Office(WithApproval, _sms);
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        var read = (await office.FindAsync(id)).Message!;
        Correct(office, "Eva", "en");

        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.EditAsync(id, "ann", read.Revision, null, $"{read.Text} Take your time.", Token));

        var anew = await office.FindAsync(id);
        Assert.Null(anew.EditedBy);
        Assert.StartsWith("Hi Eva", anew.Message!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_approved_before_is_approved_again_in_the_words_of_now()
    {
        await using var office = new Office(WithApproval, _sms);
        var id = office.Customers.Propose("c1");
        // 22:00 in Madrid.
        await office.PassAsync(TimeSpan.FromHours(10));
        await office.ApproveAsync(id, "ann");
        Correct(office, "Eva", "en");

        await office.PassAsync(TimeSpan.FromHours(12));

        Assert.Equal((ContactState.AwaitingApproval, ContactRule.Approval), await office.StateAsync(id));
        Assert.StartsWith("Hi Eva", (await office.FindAsync(id)).Message!.Text, StringComparison.Ordinal);
        Assert.Empty(_sms.Handed);
    }

    [Fact]
    public async Task What_needs_no_approval_goes_in_the_words_of_now()
    {
        await using var office = new Office(null, _sms);
        var id = office.Customers.Propose("c1");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unavailable("left alone", null) { WasAsked = false });
        await office.RunAsync();
        Correct(office, "Eva", "en");
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Accepted("r"));

        await office.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(ContactState.Sent, (await office.StateAsync(id)).State);
        Assert.StartsWith("Hi Eva", _sms.Handed[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_provider_was_asked_for_stays_in_every_word()
    {
        await using var office = new Office(null, _sms);
        _sms.Answer = _ => Task.FromResult<SendResult>(new SendResult.Unconfirmed("no answer", null));
        office.Customers.Propose("c1");
        await office.RunAsync();
        Correct(office, "Eva", "es");

        await office.PassAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(2, _sms.Handed.Count);
        Assert.Equal(_sms.Handed[0].Text, _sms.Handed[1].Text);
    }

    [Fact]
    public async Task What_a_person_wrote_for_the_former_name_is_not_approved()
    {
        await using var office = new Office(WithApproval, _sms);
        var id = office.Customers.Propose("c1");
        await office.RunAsync();
        await office.Desk.EditAsync(id, "bob", null, null, $"{(await office.FindAsync(id)).Message!.Text} Take your time.", Token);
        var edited = (await office.FindAsync(id)).Message!;
        Correct(office, "Eva", "es");

        await Assert.ThrowsAsync<ContactRefusedException>(async () => await office.Desk.ApproveAsync(id, "ann", edited.Revision, Token));

        var anew = await office.FindAsync(id);
        Assert.Equal((null, "es"), (anew.EditedBy, anew.Message!.Language));
        await office.Desk.ApproveAsync(id, "ann", anew.Message.Revision, Token);
        await office.RunAsync();
        Assert.Equal(anew.Message.Text, Assert.Single(_sms.Handed).Text);
    }

    [Fact]
    public async Task What_a_person_wrote_and_another_approved_gives_way_to_words_for_the_name_of_now()
    {
        await using var office = new Office(WithApproval, _sms);
        var id = office.Customers.Propose("c1");
        // 22:00 in Madrid.
        await office.PassAsync(TimeSpan.FromHours(10));
        await office.Desk.EditAsync(id, "bob", null, null, $"{(await office.FindAsync(id)).Message!.Text} Take your time.", Token);
        await office.ApproveAsync(id, "ann");
        Correct(office, "Eva", "en");

        await office.PassAsync(TimeSpan.FromHours(12));

        Assert.Equal((ContactState.AwaitingApproval, ContactRule.Approval), await office.StateAsync(id));
        Assert.StartsWith("Hi Eva", (await office.FindAsync(id)).Message!.Text, StringComparison.Ordinal);
        Assert.Empty(_sms.Handed);
    }

    private static void Correct(Office office, string name, string language) => office.Customers.Profile = office.Customers.Profile! with { Name = name, Language = language };

    private static ContactPolicy WithApproval(ContactPolicy policy) => policy with { Levels = policy.Levels.ToDictionary(level => level.Key, level => level.Value with { Approval = level.Key == RiskLevel.High }) };
}
