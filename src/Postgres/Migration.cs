namespace PreDelinquency.Postgres;

/// <summary>One step of a schema.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Name">The script's file name without its ending, like <c>001_initial</c>.</param>
/// <param name="Script">SQL; runs inside a transaction.</param>
/// <param name="IsRepeated">
/// Whether the script does a bounded part of something long: it runs again and again, in a transaction each, until it changes no more
/// rows, so that those who work meanwhile never wait for all of it. Where it is broken off, the next migration goes on with it.
/// </param>
public sealed record Migration(int Version, string Name, string Script, bool IsRepeated = false);
