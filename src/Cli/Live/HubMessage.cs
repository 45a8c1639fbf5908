using System.Text.Json;

namespace PreDelinquency.Cli.Live;

/// <summary>One call of the server.</summary>
/// <param name="Target">Like <c>intervention</c>.</param>
/// <param name="Argument">Its first argument.</param>
/// <param name="ReceivedAt">Timestamp of the client's clock when the frame was complete.</param>
internal readonly record struct HubMessage(string Target, JsonElement Argument, long ReceivedAt);
