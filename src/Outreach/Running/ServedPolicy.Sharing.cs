using PreDelinquency.Engine.Ports;
using PreDelinquency.Outreach.Policies;
using PreDelinquency.Outreach.Ports;

namespace PreDelinquency.Outreach.Running;

/// <content>A policy in force that several processes share by their store.</content>
public sealed partial class ServedPolicy
{
    /// <summary>Serves what is in force for all who share a store; where nothing is yet, what a folder holds comes into force.</summary>
    /// <param name="store">Keeps the policy in force.</param>
    /// <param name="folder">Whose policy may take its place; null for the one that the program carries.</param>
    /// <param name="mayBeLive">Whether the present is the real time; else a policy that is live breaks a rule.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PolicyException">What is in force, or is to be, breaks rules.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static async ValueTask<ServedPolicy> JoinAsync(IOutreachStore store, string? folder, bool mayBeLive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        while (true)
        {
            if (await store.ReadPolicyInForceAsync(known: null, cancellationToken) is { } inForce)
                return new(folder, mayBeLive, Allowed(PolicyBundle.Of(inForce), mayBeLive));
            var found = Allowed(folder is null ? PolicyBundle.Default : PolicyBundle.Load(folder), mayBeLive);
            var former = await store.FindPolicyChangeAsync(found.Version, cancellationToken);
            // Another process may have put it into force since, and it comes into force once.
            if (former is { State: PolicyChangeState.Confirmed } && await store.ReadPolicyInForceAsync(known: null, cancellationToken) is not null)
                continue;
            try
            {
                await LoadAsync(store, found, former?.State, now, cancellationToken);
            }
            catch (LedgerConflictException)
            {
                // Another process was first.
            }
        }
    }

    // Another process may have put one into force, or restarted on another folder.
    private async ValueTask FollowAsync(IOutreachStore store, CancellationToken cancellationToken)
    {
        if (!_isShared || await store.ReadPolicyInForceAsync(Current.Version, cancellationToken) is not { } inForce)
            return;
        try
        {
            Serve(Allowed(PolicyBundle.Of(inForce), _mayBeLive));
        }
        catch (PolicyException e)
        {
            throw new StoreException($"Policy {inForce.Version}, which is in force, cannot be used by this process: {e.Faults[0]}", e);
        }
    }

    /// <returns>False where it takes two persons.</returns>
    private async ValueTask<bool> TryLoadAsync(IOutreachStore store, PolicyBundle found, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Current.Policy.TwoPersons)
            return false;
        if (!_isShared)
        {
            await store.AppendAuditAsync([Audit(now, AuditDrafts.PolicyLoaded, found.Version, ByFolder)], cancellationToken);
            return true;
        }

        // One that was in force before may lie in the folder of a process that has not got the present one yet: it would bring it back.
        var former = await store.FindPolicyChangeAsync(found.Version, cancellationToken);
        if (former is { State: PolicyChangeState.Confirmed })
            return false;
        try
        {
            await LoadAsync(store, found, former?.State, now, cancellationToken);
            return true;
        }
        catch (LedgerConflictException)
        {
            // Another process took it at the same time; the next look finds it in force.
            return false;
        }
    }

    private static ValueTask LoadAsync(IOutreachStore store, PolicyBundle found, PolicyChangeState? former, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var change = new PolicyChange { Version = found.Version, State = PolicyChangeState.Confirmed, ProposedBy = ByFolder, ProposedAt = now, DecidedBy = ByFolder, DecidedAt = now };
        return store.PutPolicyChangeAsync(change, former, found.ToStored(), Audit(now, AuditDrafts.PolicyLoaded, found.Version, ByFolder), cancellationToken);
    }
}
