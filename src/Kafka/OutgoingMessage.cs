using System.Diagnostics;
using Confluent.Kafka;

namespace PreDelinquency.Kafka;

/// <summary>A message to be sent.</summary>
/// <param name="Message">Key, value and headers.</param>
/// <param name="Cause">The span that led to it; default for none.</param>
public readonly record struct OutgoingMessage(Message<byte[]?, byte[]?> Message, ActivityContext Cause);
