namespace PreDelinquency.Gateway.Contracts;

/// <summary>Who has which role: versions, null for nobody.</summary>
/// <param name="Revision">Grows by one with every change.</param>
/// <param name="Champion">Its scores have consequences.</param>
/// <param name="Challenger">Meant to become the champion.</param>
/// <param name="Shadow">Scores beside the champion, without consequences.</param>
/// <param name="Previous">Was the champion before; a rollback makes it the champion again.</param>
public sealed record ModelRolesDocument(long Revision, string? Champion, string? Challenger, string? Shadow, string? Previous);
