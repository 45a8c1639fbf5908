using System.Text.Json;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Gateway.Tests.Live;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Running;

namespace PreDelinquency.Gateway.Tests.Outreach;

/// <summary>What becomes of proposals, and what people do about them.</summary>
public class OutreachTests : OutreachGatewayTest
{
    public OutreachTests()
        : this(isShared: false)
    {
    }

    private protected OutreachTests(bool isShared)
        : base(isShared)
    {
    }

    [Fact]
    public async Task A_proposal_is_decided_by_itself_and_its_record_says_why()
    {
        var id = Service.Commit("c1", RiskLevel.High).Intervention.InterventionId;
        var contact = await ContactAsync(id, "sent");

        Assert.False(contact.GetProperty("contact").GetProperty("contact").GetProperty("dry_run").GetBoolean());
        Assert.Equal("c1-e20260227", contact.GetProperty("contact").GetProperty("episode_id").GetString());
        Assert.Contains("Ana", contact.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        var decisions = contact.GetProperty("decisions").EnumerateArray().ToList();
        Assert.Equal(["proposed", "attempt"], decisions.Select(d => d.GetProperty("trigger").GetString()));
        Assert.Equal("suppression", decisions[0].GetProperty("rules")[0].GetProperty("rule").GetString());
        Assert.Equal("budget", decisions[0].GetProperty("rules").EnumerateArray().Last().GetProperty("rule").GetString());
        Assert.Equal("sent", contact.GetProperty("outcomes")[0].GetProperty("outcome").GetString());
        var listed = (await Gateway.GetAsync("/interventions")).Body.GetProperty("items")[0];
        Assert.Equal("sent", listed.GetProperty("contact").GetProperty("state").GetString());
        Assert.Equal("2026-02-27", listed.GetProperty("episode_opened_on").GetString());
    }

    [Fact]
    public async Task A_person_edits_and_approves_an_agent_calls_and_the_customer_accepts()
    {
        var id = Service.Commit("c1", RiskLevel.Critical).Intervention.InterventionId;
        await ContactAsync(id, "awaiting_approval");
        var queued = Assert.Single((await Gateway.GetAsync("/interventions/queue")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(id, queued.GetProperty("contact").GetProperty("intervention_id").GetString());
        var text = queued.GetProperty("message").GetProperty("text").GetString()! + " Take your time.";

        var revision = queued.GetProperty("message").GetProperty("revision").GetString();

        Assert.Equal(text, (await PostAsync($"/interventions/{id}/edit", new { by = "ann", revision, text })).GetProperty("message").GetProperty("text").GetString());
        Assert.Equal("ann changed the message meanwhile: read it again.", (await PostAsync($"/interventions/{id}/edit", new { by = "ben", revision, text }, 409)).GetProperty("detail").GetString());
        // Nobody approves words that they have not read.
        await PostAsync($"/interventions/{id}/approve", new { by = "ann", revision }, 409);
        Assert.Equal("revision must be 1 to 100 characters", (await PostAsync($"/interventions/{id}/approve", new { by = "ann" }, 400)).GetProperty("detail").GetString());
        var words = (await Gateway.GetAsync($"/interventions/{id}")).Body.GetProperty("message").GetProperty("revision").GetString();
        Assert.Contains("another one must approve", (await PostAsync($"/interventions/{id}/approve", new { by = "ann", revision = words }, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("ben", (await PostAsync($"/interventions/{id}/approve", new { by = "ben", revision = words })).GetProperty("contact").GetProperty("approved_by").GetString());
        Assert.Equal(id, (await Gateway.GetAsync("/interventions/calls")).Body.GetProperty("items")[0].GetProperty("contact").GetProperty("intervention_id").GetString());
        var call = await PostAsync($"/interventions/calls/{id}/claim", new { by = "bob" });
        Assert.Equal(("+34600000000", text), (call.GetProperty("phone").GetString(), call.GetProperty("text").GetString()));
        await PostAsync($"/interventions/calls/{id}/claim", new { by = "cleo" }, 409);
        await PostAsync($"/interventions/calls/{id}/done", new { by = "cleo", result = "reached" }, 409);
        await PostAsync($"/interventions/calls/{id}/release", new { by = "bob" });
        await PostAsync($"/interventions/calls/{id}/claim", new { by = "cleo" });
        await PostAsync($"/interventions/calls/{id}/done", new { by = "cleo", result = "reached" });
        var detail = await PostAsync($"/interventions/{id}/outcome", new { outcome = "accepted", source = "phone" });

        Assert.Equal("sent", detail.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString());
        Assert.Equal(["sent", "accepted"], detail.GetProperty("outcomes").EnumerateArray().Select(o => o.GetProperty("outcome").GetString()));
        Assert.Empty((await Gateway.GetAsync("/interventions/calls")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_call_that_somebody_has_is_withheld_once_the_customer_must_not_be_called_any_more()
    {
        var id = Service.Commit("c1", RiskLevel.Critical).Intervention.InterventionId;
        await ContactAsync(id, "awaiting_approval");
        await ApproveAsync(id);
        await PostAsync($"/interventions/calls/{id}/claim", new { by = "bob" });
        Assert.Equal(JsonValueKind.Null, (await CallAsync()).GetProperty("withheld_by").ValueKind);

        await PostAsync("/customer/c1/suppression", new { reason = "deceased", source = "branch" });

        var withheld = (await CallAsync()).GetProperty("withheld_by");
        Assert.Equal(("suppression", "deceased", "block"), (withheld.GetProperty("rule").GetString(), withheld.GetProperty("value").GetString(), withheld.GetProperty("verdict").GetString()));
        Assert.Contains("suppression", (await PostAsync($"/interventions/calls/{id}/claim", new { by = "bob" }, 409)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("blocked", (await PostAsync($"/interventions/calls/{id}/release", new { by = "bob" })).GetProperty("contact").GetProperty("state").GetString());
        Assert.Empty((await Gateway.GetAsync("/interventions/calls")).Body.GetProperty("items").EnumerateArray());

        async Task<JsonElement> CallAsync() => Assert.Single((await Gateway.GetAsync("/interventions/calls")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Who_accepted_waits_on_a_list_until_somebody_has_seen_to_it()
    {
        var id = Service.Commit("c1", RiskLevel.High).Intervention.InterventionId;
        await ContactAsync(id, "sent");
        await PostAsync($"/interventions/{id}/outcome", new { outcome = "followed_up", source = "branch" }, 409);
        await PostAsync($"/interventions/{id}/outcome", new { outcome = "accepted", source = "app" });

        var waiting = Assert.Single((await Gateway.GetAsync("/interventions/answered")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(id, waiting.GetProperty("contact").GetProperty("intervention_id").GetString());
        Assert.Equal(["sent", "accepted"], waiting.GetProperty("outcomes").EnumerateArray().Select(o => o.GetProperty("outcome").GetString()));
        Assert.Equal(JsonValueKind.Object, waiting.GetProperty("message").ValueKind);
        await PostAsync($"/interventions/{id}/outcome", new { outcome = "followed_up", source = "branch" });
        Assert.Empty((await Gateway.GetAsync("/interventions/answered")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_person_finds_what_failed_and_sends_it_again()
    {
        var id = Service.Commit("c1", RiskLevel.Critical).Intervention.InterventionId;
        await ContactAsync(id, "awaiting_approval");
        await ApproveAsync(id);
        await PostAsync($"/interventions/calls/{id}/claim", new { by = "bob" });
        await PostAsync($"/interventions/{id}/resend", new { by = "ann" }, 409);
        await PostAsync("/customer/c1/opt_out", new { channels = new[] { "sms", "email" }, source = "branch" });
        await PostAsync($"/interventions/calls/{id}/done", new { by = "bob", result = "wrong_number" });

        var failed = Assert.Single((await Gateway.GetAsync("/interventions/failed")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(id, failed.GetProperty("contact").GetProperty("intervention_id").GetString());
        Assert.Empty((await Gateway.GetAsync($"/interventions/failed?after_sequence={failed.GetProperty("contact").GetProperty("sequence").GetInt64()}")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal("failed", (await PostAsync($"/interventions/{id}/resend", new { by = "ann" })).GetProperty("contact").GetProperty("contact").GetProperty("state").GetString());
        await PostAsync("/customer/c1/opt_in", new { channels = new[] { "sms" }, source = "branch" });
        var detail = await PostAsync($"/interventions/{id}/resend", new { by = "ann" });

        // The number is not called again, and nobody has approved a text message yet.
        Assert.Equal("awaiting_approval", detail.GetProperty("contact").GetProperty("contact").GetProperty("state").GetString());
        Assert.Equal("sms", detail.GetProperty("contact").GetProperty("contact").GetProperty("channel").GetString());
        Assert.Contains("resent", detail.GetProperty("decisions").EnumerateArray().Select(d => d.GetProperty("trigger").GetString()));
        var revision = detail.GetProperty("message").GetProperty("revision").GetString();
        await PostAsync($"/interventions/{id}/approve", new { by = "ann", revision = "0123456789ab" }, 409);
        await PostAsync($"/interventions/{id}/approve", new { by = "ann", revision });
        await ContactAsync(id, "sent");
        Assert.Empty((await Gateway.GetAsync("/interventions/failed")).Body.GetProperty("items").EnumerateArray());
        await PostAsync("/interventions/c9-i9/resend", new { by = "ann" }, 404);
    }

    [Fact]
    public async Task Changes_of_contacts_are_pushed_to_those_who_listen()
    {
        await using var client = await SignalRClient.ConnectAsync(Gateway.Address);
        await client.SubscribeAsync("""{"levels":["HIGH"]}""");
        Service.Commit("c1", RiskLevel.High);

        var told = new List<string?>();
        while (told is not [.., "sent"])
            told.Add((await client.NextAsync("contact")).GetProperty("contact").GetProperty("state").GetString());

        Assert.Equal(TellsEveryChange ? ["sending", "sending", "sent"] : told.Order(), told);
    }

    [Theory]
    [InlineData("/interventions/nobody-i1/approve", """{"by":"ann","revision":"0123456789ab"}""", 404, "nobody-i1")]
    [InlineData("/interventions/nobody-i1/approve", """{"by":"ann"}""", 400, "revision must be 1 to 100 characters")]
    [InlineData("/interventions/nobody-i1/approve", """{"by":""}""", 400, "by must be 1 to 100 characters")]
    [InlineData("/interventions/nobody-i1/approve", """{}""", 400, "by must be 1 to 100 characters")]
    [InlineData("/interventions/nobody-i1/reject", """{"by":"ann","reason":" "}""", 400, "reason must be 1 to 500 characters")]
    [InlineData("/interventions/nobody-i1/outcome", """{"outcome":"sent","source":"x"}""", 400, "outcome must be one of delivered")]
    [InlineData("/interventions/nobody-i1/outcome", """{"outcome":"lost","source":"x"}""", 400, "outcome must be one of sent, delivered")]
    [InlineData("/interventions/calls/nobody-i1/done", """{"by":"ann","result":"maybe"}""", 400, "result must be one of reached, unanswered, wrong_number")]
    [InlineData("/customer/no%20body/opt_out", """{"source":"x"}""", 400, "customer_id")]
    [InlineData("/customer/c1/opt_out", """{"channels":["pigeon"],"source":"x"}""", 400, "channels[0] must be one of phone, sms, email")]
    [InlineData("/customer/c1/opt_out", """{"channels":[],"source":"x"}""", 400, "channels must name at least one")]
    [InlineData("/customer/c1/suppression", """{"reason":"moody","source":"x"}""", 400, "reason must be one of deceased")]
    [InlineData("/customer/c1/objection/c1-o9/close", """{"by":"ann","resolution":"x"}""", 404, "no objection c1-o9")]
    [InlineData("/policy/confirm", """{"by":"ann","version":"p-1"}""", 404, "Nobody proposed policy p-1")]
    [InlineData("/policy/propose", """{"by":"ann"}""", 409, "in force already")]
    [InlineData("/interventions/c9-i9/outcome", """{"outcome":"missed","source":"me"}""", 400, "POST /missed_payments")]
    [InlineData("/interventions/c9-i9/outcome", """{"outcome":"undelivered","source":"me"}""", 400, "bad_address")]
    [InlineData("/customer/c1/erase", """{"by":"ann","reason":"because"}""", 400, "consent_withdrawn")]
    public async Task What_is_wrong_is_named(string path, string body, int status, string detail)
    {
        var (answered, problem) = await Gateway.PostAsync(path, body);

        Assert.Equal(status, answered);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whether_contacts_help_is_told_by_level_and_template()
    {
        var id = Service.Commit("c1", RiskLevel.High).Intervention.InterventionId;
        await ContactAsync(id, "sent");
        await Gateway.Service<ContactDesk>().RecordOutcomeAsync(id, ContactOutcome.PaidOnTime, channel: null, new("payments"), TestContext.Current.CancellationToken);
        Service.Commit("c1", RiskLevel.Critical);

        // A report is kept for a minute, so it is asked for once only what it is to hold is there.
        await ContactAsync(Service.Commit("c1", RiskLevel.Critical).Intervention.InterventionId, "blocked");
        var effect = (await Gateway.GetAsync("/interventions/effect")).Body;

        var all = effect.GetProperty("all");
        Assert.Equal(("all", "not_comparable"), (all.GetProperty("group").GetString(), all.GetProperty("verdict").GetString()));
        Assert.Equal((1, 1.0), (all.GetProperty("contacted").GetProperty("proposals").GetInt32(), all.GetProperty("contacted").GetProperty("on_time").GetDouble()));
        Assert.Equal((1, 0.05m), (all.GetProperty("messages").GetInt32(), all.GetProperty("cost").GetDecimal()));
        Assert.Equal(1, all.GetProperty("reached_share").GetDouble());
        Assert.Equal(JsonValueKind.Null, all.GetProperty("uplift").ValueKind);
        // Of each customer the first counts.
        Assert.Equal(0, effect.GetProperty("waiting").GetInt32());
        Assert.Equal(["HIGH"], effect.GetProperty("by_level").EnumerateArray().Select(e => e.GetProperty("group").GetString()));
        Assert.Matches("^en/income_late/high/sms@[0-9a-f]{6}$", effect.GetProperty("by_template")[0].GetProperty("group").GetString()!);
        Assert.Equal((1, 0, 0.0), (effect.GetProperty("holdout")[0].GetProperty("customers").GetInt32(), effect.GetProperty("holdout")[0].GetProperty("held_out").GetInt32(), effect.GetProperty("holdout")[0].GetProperty("expected_share").GetDouble()));
    }

    [Fact]
    public async Task The_policy_in_force_is_shown()
    {
        var policy = (await Gateway.GetAsync("/policy")).Body;

        Assert.Equal(Outreach.Policy.Current.Version, policy.GetProperty("version").GetString());
        Assert.Equal(["CRITICAL", "HIGH", "MEDIUM"], policy.GetProperty("levels").EnumerateArray().Select(l => l.GetProperty("risk_level").GetString()));
        Assert.Equal(200, policy.GetProperty("daily_budget").GetProperty("phone").GetInt32());
    }
}
