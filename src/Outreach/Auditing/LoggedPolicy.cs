using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Auditing;

/// <summary>What a store must hold of a policy by its audit log.</summary>
/// <param name="Change">As people proposed it and decided; null where nobody did.</param>
/// <param name="LoadedBy">The folder that it came into force by since then; null where by none.</param>
internal sealed record LoggedPolicy((PolicyChangeState State, string ProposedBy, string? DecidedBy)? Change, string? LoadedBy)
{
    public static readonly LoggedPolicy Unknown = new(null, null);

    public LoggedPolicy Propose(string by) => this with { Change = (PolicyChangeState.Proposed, by, null), LoadedBy = null };

    public LoggedPolicy Decide(bool confirms, string by) => Change is { } proposed
        ? new((confirms ? PolicyChangeState.Confirmed : PolicyChangeState.Rejected, proposed.ProposedBy, by), null)
        : this;

    public LoggedPolicy Load(string by) => this with { LoadedBy = by };

    /// <summary>Whether the store's row, or that there is none, follows from the log. What is loaded by a folder has a row where processes share a store, and none where one process has it for itself.</summary>
    public bool Allows((PolicyChangeState State, string ProposedBy, string? DecidedBy)? row) =>
        row == Change || (LoadedBy is { } folder && row == (PolicyChangeState.Confirmed, folder, folder));
}
