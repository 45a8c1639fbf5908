using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Ports;
using PreDelinquency.Storage.Outreach;

namespace PreDelinquency.Storage;

/// <content>The list of all opt-outs, beside the ledgers that they count in.</content>
public sealed partial class OutreachStore
{
    private const string ListOptOuts = "SELECT customer_id, channel, at_ms, source FROM outreach_opt_outs WHERE";
    private const string LatestOptOuts = "ORDER BY at_ms DESC, customer_id DESC, channel DESC LIMIT";

    public async ValueTask<IReadOnlyList<CustomerOptOut>> ReadOptOutsAsync(ContactChannel? channel, OptOutPlace? after, int limit, CancellationToken cancellationToken)
    {
        // No id is empty, so that nothing lies above this one.
        var (at, customerId, place) = after is { } former ? (Ms(former.At), former.CustomerId, (long)former.Channel) : (long.MaxValue, "", 0);
        return channel is { } one
            ? await ReadAsync($"{ListOptOuts} channel = $1 AND (at_ms, customer_id) < ($2, $3) {LatestOptOuts} $4", ReadOptOut, cancellationToken, (long)one, at, customerId, (long)limit)
            : await ReadAsync($"{ListOptOuts} (at_ms, customer_id, channel) < ($1, $2, $3) {LatestOptOuts} $4", ReadOptOut, cancellationToken, at, customerId, place, (long)limit);
    }

    public async ValueTask<long> CountOptOutsAsync(ContactChannel? channel, CancellationToken cancellationToken) => (channel is { } one
        ? await ReadAsync("SELECT COUNT(*) FROM outreach_opt_outs WHERE channel = $1", row => row.Int64(0), cancellationToken, (long)one)
        : await ReadAsync("SELECT COUNT(*) FROM outreach_opt_outs", row => row.Int64(0), cancellationToken))[0];

    private static async ValueTask PutAsync(IOutreachSession session, string customerId, IReadOnlyList<OptOut> optOuts, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync("DELETE FROM outreach_opt_outs WHERE customer_id = $1", cancellationToken, customerId);
        foreach (var optOut in optOuts)
        {
            await session.ExecuteAsync(
                "INSERT INTO outreach_opt_outs (customer_id, channel, at_ms, source) VALUES ($1, $2, $3, $4)",
                cancellationToken, customerId, (long)optOut.Channel, Ms(optOut.At), optOut.Source);
        }
    }

    private static CustomerOptOut ReadOptOut(IOutreachRow row) => new(row.Text(0), new OptOut((ContactChannel)row.Int64(1), row.Text(3), Moment(row.Int64(2))));
}
