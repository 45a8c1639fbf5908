using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using PreDelinquency.Gateway.Endpoints;

namespace PreDelinquency.Gateway.OpenApi;

/// <summary>Bodies to try at once.</summary>
internal static class Examples
{
    // Nobody of the demo: their own time may be far ahead of the example's.
    private const string Transaction =
        """{"transaction_id":"t-1","customer_id":"example-1","timestamp":"2026-03-01T09:30:00+01:00","amount":54.2,"direction":"debit","category":"groceries","channel":"card","status":"completed","balance_after":812.4,"currency":"EUR","merchant":"Corner shop"}""";

    public static void Add(OpenApiOperation operation, string path)
    {
        var content = operation.RequestBody?.Content;
        if (content is null)
            return;
        foreach (var (mediaType, body) in content)
        {
            body.Example = (path, mediaType) switch
            {
                ("transactions", TransactionEndpoints.Ndjson) => JsonValue.Create(Transaction + "\n" + Transaction.Replace("t-1", "t-2", StringComparison.Ordinal) + "\n"),
                ("transactions", _) => JsonNode.Parse(Transaction),
                ("predict", _) => JsonNode.Parse("""{"customer_id":"c000123"}"""),
                ("missed_payments", _) => JsonNode.Parse("""{"missed_payments":[{"customer_id":"c000123","obligation":"rent","due_date":"2026-03-01","missed_on":"2026-03-05","amount":650}]}"""),
                ("batch_predict", _) => JsonNode.Parse("""{"customer_ids":["c000123","c000124"]}"""),
                ("customer/{id}/profile", _) => JsonNode.Parse(
                    """{"name":"Ana","time_zone":"Europe/Madrid","language":"en","email":"ana@example.com","phone":"+34600000000","consents":{"email":true,"sms":true,"phone":false},"pay_cycle":"monthly","obligations":[{"category":"rent","due_day":3,"amount":650}]}"""),
                ("interventions/{intervention_id}/approve", _) => JsonNode.Parse("""{"by":"m.santos","revision":"4c3f0a91b2d7"}"""),
                ("interventions/{intervention_id}/resend", _) => JsonNode.Parse("""{"by":"m.santos"}"""),
                ("policy/propose", _) => JsonNode.Parse("""{"by":"m.santos","version":"mypolicy-0123456789ab"}"""),
                ("interventions/{intervention_id}/edit", _) => JsonNode.Parse("""{"by":"m.santos","text":"Hello Ana, this is Your Bank. If it helps, we can move a due date to a day that suits you, free of charge. Call us: +1 555 0100. Reply STOP to opt out."}"""),
                ("interventions/{intervention_id}/reject", _) => JsonNode.Parse("""{"by":"m.santos","reason":"Spoke to her yesterday."}"""),
                ("interventions/{intervention_id}/outcome", _) => JsonNode.Parse("""{"outcome":"accepted","source":"branch"}"""),
                ("interventions/calls/{intervention_id}/claim" or "interventions/calls/{intervention_id}/release", _) => JsonNode.Parse("""{"by":"agent-7"}"""),
                ("interventions/calls/{intervention_id}/done", _) => JsonNode.Parse("""{"by":"agent-7","result":"reached"}"""),
                ("customer/{id}/opt_out" or "customer/{id}/opt_in", _) => JsonNode.Parse("""{"channels":["sms"],"source":"sms_reply"}"""),
                ("customer/{id}/suppression", _) => JsonNode.Parse("""{"reason":"bereaved","source":"branch"}"""),
                ("customer/{id}/erase", _) => JsonNode.Parse("""{"by":"privacy-office-3","reason":"consent_withdrawn"}"""),
                ("customer/{id}/objection", _) => JsonNode.Parse("""{"statement":"I am not late with anything; why do you write to me?"}"""),
                ("customer/{id}/objection/{objection_id}/close", _) => JsonNode.Parse("""{"by":"m.santos","resolution":"Explained the reasons; she is content."}"""),
                ("channels/{channel}/reports", _) => JsonNode.Parse("""{"idempotency_key":"c000123-i4/sms","outcome":"delivered"}"""),
                ("policy/confirm" or "policy/reject", _) => JsonNode.Parse("""{"by":"j.okafor","version":"mypolicy-0123456789ab"}"""),
                _ => body.Example,
            };
        }
    }
}
