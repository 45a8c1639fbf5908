using System.Net.Http.Json;
using System.Text.Json;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Auditing;

namespace PreDelinquency.Gateway.Tests.Outreach;

/// <summary>What customers say of being contacted, and what the bank knows that forbids it.</summary>
public class CustomerContactTests : OutreachGatewayTest
{
    public CustomerContactTests()
        : this(isShared: false)
    {
    }

    private protected CustomerContactTests(bool isShared)
        : base(isShared)
    {
    }

    [Fact]
    public async Task A_customer_is_forgotten_and_left_alone()
    {
        var id = Service.Commit("c1", RiskLevel.High).Intervention.InterventionId;
        await ContactAsync(id, "sent");
        var order = new { by = "office", reason = "consent_withdrawn" };

        Assert.Equal(400, await EraseAsync("c1", new { by = "office", reason = "because" }));
        Assert.Equal(404, await EraseAsync("nobody", order));
        Assert.Equal(204, await EraseAsync("c1", order));
        Assert.Equal(204, await EraseAsync("c1", order));

        Assert.Equal(404, (await Gateway.GetAsync($"/interventions/{id}")).Status);
        var contact = (await Gateway.GetAsync("/customer/c1/contact")).Body;
        Assert.Equal(["phone", "sms", "email"], contact.GetProperty("opt_outs").EnumerateArray().Select(o => o.GetProperty("subject").GetString()));
        Assert.Empty(contact.GetProperty("contacts").EnumerateArray());
        Assert.DoesNotContain("Ana", (await Gateway.GetAsync("/customer/c1")).Body.ToString(), StringComparison.Ordinal);
        var audit = await Outreach.Store.ReadAuditAsync(0, 1000, opensBodies: true, TestContext.Current.CancellationToken);
        Assert.All(audit.Where(e => e.CustomerId == "c1"), e => Assert.Null(e.Body));
        Assert.Equal("""{"customer_id":"c1","by":"office","reason":"consent_withdrawn"}""", Assert.Single(audit, e => e.Kind == "customer_erased").Body);
        Assert.Null((await AuditVerification.RunAsync(Outreach.Store, Outreach.Keys, known: null, TestContext.Current.CancellationToken)).Fault);
    }

    [Fact]
    public async Task Customers_opt_out_are_left_alone_and_object()
    {
        var id = Service.Commit("c1", RiskLevel.Critical).Intervention.InterventionId;
        await ContactAsync(id, "awaiting_approval");

        var contact = await PostAsync("/customer/c1/opt_out", new { channels = new[] { "phone" }, source = "branch" });
        Assert.Equal("phone", contact.GetProperty("opt_outs")[0].GetProperty("subject").GetString());
        Assert.Equal("sms", contact.GetProperty("contacts")[0].GetProperty("contact").GetProperty("channel").GetString());
        Assert.Empty((await PostAsync("/customer/c1/opt_in", new { source = "branch" })).GetProperty("opt_outs").EnumerateArray());
        var objection = await PostAsync("/customer/c1/objection", new { statement = "Why me?" });
        Assert.Equal("income_delay_days", objection.GetProperty("used")[0].GetProperty("reasons")[0].GetProperty("feature").GetString());
        Assert.Equal("withdrawn", (await ContactAsync(id, "withdrawn")).GetProperty("contact").GetProperty("contact").GetProperty("state").GetString());
        var objectionId = objection.GetProperty("objection_id").GetString();
        Assert.Single((await Gateway.GetAsync("/objections?open=true")).Body.GetProperty("items").EnumerateArray());
        await PostAsync($"/customer/c1/objection/{objectionId}/close", new { by = "ann", resolution = "Explained." });
        await PostAsync($"/customer/c1/objection/{objectionId}/close", new { by = "ann", resolution = "Again." }, 409);
        Assert.Empty((await Gateway.GetAsync("/objections?open=true")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal("bereaved", (await PostAsync("/customer/c1/suppression", new { reason = "bereaved", source = "branch" })).GetProperty("suppressions")[0].GetProperty("subject").GetString());
        Assert.Empty((await PostAsync("/customer/c1/suppression", new { reason = "bereaved", source = "branch", lifted = true })).GetProperty("suppressions").EnumerateArray());
    }

    [Fact]
    public async Task Whoever_is_not_known_yet_opts_out_is_suppressed_and_objects()
    {
        Assert.Equal(404, (await Gateway.GetAsync("/customer/newcomer/contact")).Status);

        await PostAsync("/customer/newcomer/opt_out", new { channels = new[] { "sms" }, source = "do_not_contact" });
        await PostAsync("/customer/newcomer/suppression", new { reason = "bereaved", source = "branch" });
        await PostAsync("/customer/newcomer/objection", new { statement = "Not me." });

        var contact = (await Gateway.GetAsync("/customer/newcomer/contact")).Body;
        Assert.Equal(["sms"], contact.GetProperty("opt_outs").EnumerateArray().Select(o => o.GetProperty("subject").GetString()));
        Assert.Equal(["bereaved"], contact.GetProperty("suppressions").EnumerateArray().Select(o => o.GetProperty("subject").GetString()));
        Assert.Single(contact.GetProperty("objections").EnumerateArray());
    }

    [Fact]
    public async Task All_opt_outs_are_listed_page_by_page()
    {
        await PostAsync("/customer/c1/opt_out", new { channels = new[] { "sms", "email" }, source = "branch" });
        await PostAsync("/customer/c2/opt_out", new { channels = new[] { "sms" }, source = "sms_reply" });
        var all = (await Gateway.GetAsync("/opt_outs")).Body;
        var first = (await Gateway.GetAsync("/opt_outs?channel=sms&limit=1")).Body;
        var second = (await Gateway.GetAsync($"/opt_outs?channel=sms&limit=1&after={Uri.EscapeDataString(first.GetProperty("next_after").GetString()!)}")).Body;
        await PostAsync("/customer/c1/opt_in", new { channels = new[] { "sms" }, source = "branch" });

        Assert.Equal((3, JsonValueKind.Null), (all.GetProperty("total").GetInt32(), all.GetProperty("next_after").ValueKind));
        Assert.Equal(["c1 email", "c1 sms", "c2 sms"], all.GetProperty("items").EnumerateArray().Select(o => $"{o.GetProperty("customer_id").GetString()} {o.GetProperty("channel").GetString()}").Order(StringComparer.Ordinal));
        Assert.Equal((2, 2), (first.GetProperty("total").GetInt32(), second.GetProperty("total").GetInt32()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_after").ValueKind);
        Assert.Equal(["c1", "c2"], new[] { first, second }.Select(page => Assert.Single(page.GetProperty("items").EnumerateArray()).GetProperty("customer_id").GetString()).Order(StringComparer.Ordinal));
        Assert.Equal("sms_reply", Assert.Single((await Gateway.GetAsync("/opt_outs?channel=sms")).Body.GetProperty("items").EnumerateArray()).GetProperty("source").GetString());
    }

    [Theory]
    [InlineData("channel=pigeon", "channel must be one of phone, sms, email")]
    [InlineData("limit=0", "limit must be a whole number from 1 to 1000")]
    [InlineData("after=yesterday", "after must be next_after of the page before")]
    [InlineData("after=99999999999999999/sms/c1", "after must be next_after of the page before")]
    [InlineData("after=1/pigeon/c1", "after must be next_after of the page before")]
    [InlineData("after=1/sms/c%201", "after must be next_after of the page before")]
    public async Task What_is_wrong_with_a_question_for_opt_outs_is_named(string query, string detail)
    {
        var (status, problem) = await Gateway.GetAsync($"/opt_outs?{query}");

        Assert.Equal((400, detail), (status, problem.GetProperty("detail").GetString()));
    }

    private async Task<int> EraseAsync(string customerId, object order)
    {
        using var body = JsonContent.Create(order);
        using var answer = await Gateway.Http.PostAsync(new Uri($"/customer/{customerId}/erase", UriKind.Relative), body, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
