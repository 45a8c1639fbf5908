namespace PreDelinquency.Silo.Hosting;

/// <summary>A process cannot become a part of its cluster; the message says why.</summary>
internal sealed class ClusterException(string message, Exception? innerException = null) : Exception(message, innerException);
