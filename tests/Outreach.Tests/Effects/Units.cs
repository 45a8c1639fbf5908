using PreDelinquency.Domain.Interventions;
using PreDelinquency.Domain.Risk;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Effects;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Tests.Effects;

/// <summary>Proposals with outcomes, made by count.</summary>
internal static class Units
{
    public static IEnumerable<EffectUnit> Of(bool heldOut, int onTime, int missed, string prefix = "c", Func<EffectUnit, EffectUnit>? change = null)
    {
        for (var i = 0; i < onTime + missed; i++)
        {
            var unit = new EffectUnit(
                $"{prefix}{(heldOut ? 'h' : 't')}{i}", RiskLevel.High, Driver.IncomeLate, ContactChannel.Sms, "en/income_late/high/sms", 0.1, heldOut, heldOut ? [] : [Sent(ContactChannel.Sms)], i < onTime, 0.4);
            yield return change?.Invoke(unit) ?? unit;
        }
    }

    /// <summary>A message that arrived.</summary>
    public static SentMessage Sent(ContactChannel channel) => new(channel, default, AttemptResult.Accepted);
}
