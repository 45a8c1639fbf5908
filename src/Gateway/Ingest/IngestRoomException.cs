namespace PreDelinquency.Gateway.Ingest;

/// <summary>There is no room for more of a body while it arrives; nothing of it was taken.</summary>
internal sealed class IngestRoomException() : Exception("There is no room for more of this body.");
