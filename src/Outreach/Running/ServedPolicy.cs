using PreDelinquency.Domain.Transactions;
using PreDelinquency.Outreach.People;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <summary>
/// The policy that is in force. Where the bank's folder holds another one, it takes its place: at once, or, where the policy in force asks
/// for two persons, once one has proposed and another confirmed it. One that breaks a rule never does. Processes that share a store may
/// share the policy in force as well: then each takes it from there, and not from a folder of its own, which others may not have yet.
/// </summary>
public sealed partial class ServedPolicy : IDisposable
{
    /// <summary>How often to look.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const string ByFolder = "folder";

    private readonly string? _folder;
    private readonly bool _mayBeLive;
    private readonly bool _isShared;
    private readonly SemaphoreSlim _turn = new(1);
    private PolicyBundle _current;
    private IReadOnlyList<PolicyFault> _faults = [];
    private PolicyBundle? _waiting;

    /// <summary>Serves what a folder holds.</summary>
    /// <param name="folder">The bank's.</param>
    /// <param name="mayBeLive">Whether the present is the real time. Hours, caps and budgets go by the present, and people are contacted by the real time: where the two differ, a policy that is live breaks a rule.</param>
    /// <exception cref="PolicyException">It breaks rules.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public ServedPolicy(string folder, bool mayBeLive)
    {
        (_folder, _mayBeLive) = (folder, mayBeLive);
        _current = Load(folder);
    }

    /// <summary>Serves a policy that does not change.</summary>
    public ServedPolicy(PolicyBundle bundle) => _current = bundle;

    private ServedPolicy(string? folder, bool mayBeLive, PolicyBundle inForce) => (_folder, _mayBeLive, _isShared, _current) = (folder, mayBeLive, true, inForce);

    public PolicyBundle Current => Volatile.Read(ref _current);

    /// <summary>What is wrong with the policy in the folder; empty where nothing is.</summary>
    public IReadOnlyList<PolicyFault> Faults => Volatile.Read(ref _faults);

    /// <summary>What the folder holds and is not in force, as it waits for two persons; null where there is none.</summary>
    public PolicyBundle? Waiting => Volatile.Read(ref _waiting);

    /// <summary>Looks which policy is in force, and into the folder.</summary>
    /// <param name="store">Its audit log takes a change.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether another policy is in force, waits, or is refused, than at the look before.</returns>
    public async ValueTask<bool> LookAsync(IOutreachStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var (before, waited, faults) = (Current, Waiting?.Version, Faults);
            await FollowAsync(store, cancellationToken);
            if (Read() is { } found && found.Version != Current.Version)
            {
                if (await TryLoadAsync(store, found, now, cancellationToken))
                    Serve(found);
                else
                    Volatile.Write(ref _waiting, found);
            }
            else
            {
                Volatile.Write(ref _waiting, null);
            }

            return Current != before || Waiting?.Version != waited || !Faults.SequenceEqual(faults);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One person proposes what the folder holds.</summary>
    /// <param name="store">Keeps the proposal.</param>
    /// <param name="version">Of the policy that the person read; null for whatever lies there.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ContactRefusedException">The folder holds something else by now, or what is in force already, breaks rules, or was proposed before.</exception>
    public async ValueTask<PolicyChange> ProposeAsync(IOutreachStore store, string? version, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await FollowAsync(store, cancellationToken);
            var found = Read() ?? throw Refused();
            if (version is not null && found.Version != version)
                throw new ContactRefusedException($"The folder holds {found.Version} by now, and not {version}: read it again.");
            if (found.Version == Current.Version)
                throw new ContactRefusedException($"Policy {found.Version} is in force already.");
            var former = await store.FindPolicyChangeAsync(found.Version, cancellationToken);
            if (former is { State: PolicyChangeState.Proposed })
                throw new ContactRefusedException($"Policy {found.Version} was proposed by {former.ProposedBy} already; another person confirms it.");
            var change = new PolicyChange { Version = found.Version, State = PolicyChangeState.Proposed, ProposedBy = by, ProposedAt = now };
            await PutAsync(store, change, former?.State, inForce: null, Audit(now, AuditDrafts.PolicyProposed, found.Version, by), cancellationToken);
            Volatile.Write(ref _waiting, found);
            return change;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Another person confirms or rejects what one proposed.</summary>
    /// <returns>Null where no such policy was proposed.</returns>
    /// <exception cref="ContactRefusedException">The same person, or the folder holds something else by now, or it was decided before.</exception>
    public async ValueTask<PolicyChange?> DecideAsync(IOutreachStore store, string version, string by, bool confirms, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await store.FindPolicyChangeAsync(version, cancellationToken) is not { } proposed)
                return null;
            if (proposed.State != PolicyChangeState.Proposed)
                throw new ContactRefusedException($"Policy {version} was decided upon by {proposed.DecidedBy} already.");
            if (confirms && PersonName.IsSame(proposed.ProposedBy, by))
                throw new ContactRefusedException($"Policy {version} was proposed by {proposed.ProposedBy}: another person must confirm it.");
            var found = confirms ? Read() ?? throw Refused() : null;
            if (found is not null && found.Version != version)
                throw new ContactRefusedException($"The folder holds {found.Version} by now, which nobody confirmed.");
            var change = proposed with { State = confirms ? PolicyChangeState.Confirmed : PolicyChangeState.Rejected, DecidedBy = by, DecidedAt = now };
            await PutAsync(store, change, PolicyChangeState.Proposed, _isShared ? found?.ToStored() : null, Audit(now, confirms ? AuditDrafts.PolicyConfirmed : AuditDrafts.PolicyRejected, version, by), cancellationToken);
            if (found is not null)
                Serve(found);
            return change;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static async ValueTask PutAsync(IOutreachStore store, PolicyChange change, PolicyChangeState? expected, StoredPolicy? inForce, AuditDraft audit, CancellationToken cancellationToken)
    {
        try
        {
            await store.PutPolicyChangeAsync(change, expected, inForce, audit, cancellationToken);
        }
        catch (LedgerConflictException e)
        {
            throw new ContactRefusedException(e.Message, e);
        }
    }

    private static AuditDraft Audit(DateTimeOffset now, string kind, string version, string by) =>
        AuditDrafts.Of(now, kind, null, null, new Dictionary<string, string>(StringComparer.Ordinal) { ["version"] = version, ["by"] = by });

    // Null where the folder holds what cannot be used, or there is none.
    private PolicyBundle? Read()
    {
        if (_folder is null)
            return _isShared ? PolicyBundle.Default : Current;
        try
        {
            var found = Load(_folder);
            Volatile.Write(ref _faults, []);
            return found;
        }
        catch (PolicyException e)
        {
            Volatile.Write(ref _faults, e.Faults);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _faults, [new PolicyFault(_folder, 1, "", null, $"cannot be read: {e.Message}")]);
        }

        return null;
    }

    private PolicyBundle Load(string folder) => Allowed(PolicyBundle.Load(folder), _mayBeLive);

    private static PolicyBundle Allowed(PolicyBundle found, bool mayBeLive) => mayBeLive || found.Policy.Mode != OutreachMode.Live
        ? found
        : throw new PolicyException([new PolicyFault(PolicyFiles.PolicyName, 1, "mode", WireNames<OutreachMode>.Of(OutreachMode.Live), "must be dry_run where the present is the stream's own time, as people are contacted by the real one")]);

    private ContactRefusedException Refused() => new($"The policy in the folder cannot be used: {string.Join("; ", Faults)}");

    private void Serve(PolicyBundle bundle)
    {
        Volatile.Write(ref _current, bundle);
        Volatile.Write(ref _waiting, null);
    }
}
