namespace Stations.Grains;

public sealed partial class NodeGrain
{
    private NodeState State => state.State;

    private bool MayEnrolItself => enrolment.Auto && State is { PasswordHash: null, IsRevoked: false };

    public ValueTask<NodeAccess> Access()
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var isOver = State.NextHash is not null && now >= State.OldUntil;
        return new(new NodeAccess(
            isOver ? State.NextHash : State.PasswordHash,
            isOver ? null : State.NextHash,
            isOver ? 0 : State.OldUntil,
            State.IsDisabled,
            State.Claim is { } claim && claim.IsOpen(now) ? claim.Until : 0,
            State.Devices,
            MayEnrolItself));
    }

    public async ValueTask<bool> Admit(string hash)
    {
        if (State.PasswordHash is not null)
        {
            return State.PasswordHash == hash;
        }

        SetPassword(hash);
        await Changed();
        return true;
    }

    public async ValueTask<bool> Rotate(string hash, long oldUntil)
    {
        if (State.PasswordHash is null)
        {
            return false;
        }

        if (oldUntil <= clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            SetPassword(hash);
        }
        else
        {
            // What is in use, and that may be a next one whose time has come.
            (State.PasswordHash, State.NextHash, State.OldUntil) = ((await Access()).Hash, hash, oldUntil);
        }

        await Changed();
        return true;
    }

    public async ValueTask Used(string hash)
    {
        if (State.NextHash == hash)
        {
            SetPassword(hash);
            await Changed();
        }
    }

    public async ValueTask<bool> Revoke()
    {
        var had = State.PasswordHash is not null || State.Claim is not null || State.IsRevoked;
        SetPassword(null);
        (State.Claim, State.IsDisabled, State.IsRevoked) = (null, false, true);
        await Changed();
        return had;
    }

    public async ValueTask<bool> Disable(bool disabled)
    {
        if (State.PasswordHash is null)
        {
            return false;
        }

        State.IsDisabled = disabled;
        await Changed();
        return true;
    }

    public async ValueTask OfferClaim(string codeHash, long until)
    {
        State.Claim = new(codeHash, until, Attempts: 0);
        await state.WriteStateAsync();
    }

    public async ValueTask<string?> TryClaim()
    {
        if (State.Claim is not { } claim || !claim.IsOpen(clock.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            return null;
        }

        // Durable before anybody learns whether it was right: a crash gives no attempt back.
        State.Claim = claim with { Attempts = claim.Attempts + 1 };
        await state.WriteStateAsync();
        return claim.Hash;
    }

    public async ValueTask<bool> Claim(string codeHash, string hash)
    {
        if (State.Claim?.Hash != codeHash || State.IsDisabled)
        {
            return State.PasswordHash == hash;
        }

        SetPassword(hash);
        State.Claim = null;
        await Changed();
        return true;
    }

    private void SetPassword(string? hash) => (State.PasswordHash, State.NextHash, State.OldUntil, State.IsRevoked) = (hash, null, 0, State.IsRevoked && hash is null);

    /// <summary>Durable first; then every server learns that connections may have to end.</summary>
    private async ValueTask Changed()
    {
        await state.WriteStateAsync();
        await GrainFactory.GetGrain<IAccessGrain>(IAccessGrain.Key).Changed(this.GetPrimaryKeyString());
    }
}
