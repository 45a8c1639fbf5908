namespace PreDelinquency.Gateway.Contracts;

/// <summary>That something of a customer is another by now; what, is asked of the API. The first one says so of everything.</summary>
/// <param name="CustomerId">Of whom.</param>
/// <param name="Account">Transactions, profile or score.</param>
/// <param name="Contact">Contacts, opt-outs, reasons to leave the customer alone, or objections.</param>
public sealed record CustomerNewsDocument(string CustomerId, bool Account, bool Contact);
