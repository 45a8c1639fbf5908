namespace PreDelinquency.Postgres;

/// <summary>One step of a schema.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Name">The script's file name without its ending, like <c>001_initial</c>.</param>
/// <param name="Script">SQL; runs inside a transaction.</param>
public sealed record Migration(int Version, string Name, string Script);
