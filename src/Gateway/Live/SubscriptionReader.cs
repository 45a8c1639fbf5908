using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using PreDelinquency.Domain.Transactions;
using PreDelinquency.Gateway.Documents;

namespace PreDelinquency.Gateway.Live;

/// <summary>Reads the arguments of <c>Subscribe</c> and <c>Watch</c>, so that whatever is wrong with it is named.</summary>
internal static class SubscriptionReader
{
    /// <summary>Most customers of one subscription.</summary>
    public const int MostCustomers = 1000;

    /// <summary>Most customers whom one connection looks at.</summary>
    public const int MostWatched = 50;

    public const string WatchRule = "Watch takes one argument, an object: {transactions, customer_ids}, each optional.";

    public const string ArgumentRule = "Subscribe takes at most one argument, an object: {levels, customer_ids, after_sequence, transactions}, each optional.";

    /// <param name="argument">Null or absent: everything from now on.</param>
    /// <exception cref="HubException">Names the field and the rule.</exception>
    public static Subscription Read(JsonElement argument)
    {
        var subscription = new Subscription(Subscription.AllLevels, null, null);
        if (argument.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
            return subscription;
        if (argument.ValueKind is not JsonValueKind.Object)
            throw new HubException(ArgumentRule);
        foreach (var field in argument.EnumerateObject())
        {
            if (field.Value.ValueKind is JsonValueKind.Null)
                continue;
            subscription = field.Name switch
            {
                "levels" => subscription with { Levels = Levels(field.Value) },
                "customer_ids" => subscription with { CustomerIds = CustomerIds(field.Value, MostCustomers) },
                "after_sequence" => subscription with { AfterSequence = Sequence(field.Value) },
                "transactions" => subscription with { Transactions = Flag(field.Value) },
                _ => throw new HubException($"{field.Name} is not a field of a subscription; they are levels, customer_ids, after_sequence and transactions."),
            };
        }

        return subscription;
    }

    /// <summary>Reads the argument of <c>Watch</c>.</summary>
    /// <exception cref="HubException">Names the field and the rule.</exception>
    public static Watching ReadWatching(JsonElement argument)
    {
        if (argument.ValueKind is not JsonValueKind.Object)
            throw new HubException(WatchRule);
        var watching = new Watching(Transactions: false, FrozenSet<string>.Empty);
        foreach (var field in argument.EnumerateObject())
        {
            watching = (field.Name, field.Value.ValueKind) switch
            {
                (_, JsonValueKind.Null) => watching,
                ("transactions", _) => watching with { Transactions = Flag(field.Value) },
                ("customer_ids", JsonValueKind.Array) when field.Value.GetArrayLength() == 0 => watching,
                ("customer_ids", _) => watching with { Customers = CustomerIds(field.Value, MostWatched) },
                _ => throw new HubException($"{field.Name} is not a field of what is watched; they are transactions and customer_ids."),
            };
        }

        return watching;
    }

    private static int Levels(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() == 0)
            throw new HubException($"levels must be a list of at least one of {RiskLevels.All}.");
        var levels = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String || !RiskLevels.TryParse(item.GetString(), out var level))
                throw new HubException($"levels must hold only {RiskLevels.All}.");
            levels |= Subscription.Bit(level);
        }

        return levels;
    }

    private static FrozenSet<string> CustomerIds(JsonElement value, int most)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() is var count && (count < 1 || count > most))
            throw new HubException($"customer_ids must be a list of 1 to {most} ids.");
        var ids = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String || item.GetString() is not { } id || !TransactionRules.IsCustomerId(id))
                throw new HubException($"customer_ids must hold ids of 1 to {TransactionRules.LongestCustomerId} characters of letters, digits and -_.:");
            ids.Add(id);
        }

        return ids.ToFrozenSet(StringComparer.Ordinal);
    }

    private static bool Flag(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw new HubException("transactions must be true or false.");

    private static long Sequence(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var sequence) && sequence >= 0
            ? sequence
            : throw new HubException("after_sequence must be a whole number of at least 0.");
}
