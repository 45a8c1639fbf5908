using PreDelinquency.Domain.Interventions;
using PreDelinquency.Outreach.Deciding;
using PreDelinquency.Outreach.Policies;

namespace PreDelinquency.Outreach.Tests.Deciding;

/// <content>What customers and the bank say.</content>
internal sealed partial class OutreachSimulation
{
    private void Say(SimulatedCustomer customer, Occurrence step)
    {
        var channel = (ContactChannel)(step.A % 3);
        var reason = (SuppressionReason)(step.A % 6);
        var objection = $"o{step.A % 2}";
        switch (step.Kind)
        {
            case OccurrenceKind.OptOut:
                customer.OptedOut.Add(channel);
                Changed(customer, Decider.OptOut(customer.Ledger, [channel], "sms_reply", _now));
                break;
            case OccurrenceKind.OptIn:
                customer.OptedOut.Clear();
                Changed(customer, Decider.OptIn(customer.Ledger, Enum.GetValues<ContactChannel>(), "branch", _now));
                break;
            case OccurrenceKind.Suppress:
                customer.Suppressed.Add(reason);
                Changed(customer, Decider.Suppress(customer.Ledger, reason, "branch", _policy, _now));
                break;
            case OccurrenceKind.Unsuppress:
                var lifted = customer.Suppressed.Where(s => step.A % 2 == 0 || s == reason).ToList();
                customer.Suppressed.ExceptWith(lifted);
                foreach (var one in lifted)
                    Changed(customer, Decider.Unsuppress(customer.Ledger, one, "branch", _now));
                break;
            case OccurrenceKind.Objection:
                customer.Objections.Add(objection);
                Changed(customer, Decider.RaiseObjection(customer.Ledger, objection, _now));
                break;
            case OccurrenceKind.CloseObjection:
                customer.Objections.Remove(objection);
                Changed(customer, Decider.CloseObjection(customer.Ledger, objection, _now));
                break;
        }
    }
}
