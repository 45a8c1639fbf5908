namespace PreDelinquency.Gateway.Contracts;

/// <summary>One item of a request that was not taken.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Error">Names the field and the rule.</param>
public sealed record RejectedItem(int Index, string Error);
