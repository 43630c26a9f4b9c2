using System.Text;
using Stations.Grains;
using Stations.Protocol;
using Stations.Server.Api;
using Stations.Server.Live;

namespace Stations.Server.Access;

/// <summary>Who does something, and from where.</summary>
public readonly record struct Actor(string Name, string From)
{
    internal static Actor Of(HttpContext context) => new(context.Caller()!.Name, context.From());
}

/// <summary>What operators do with nodes: secrets are made and hashed here, and each act is a security event.</summary>
public sealed class NodeDesk(IGrainFactory grains, SlowWork work, SecurityLog security, StationBoard board, TimeProvider clock)
{
    public Task<NodeAccess> Access(NodeId node, CancellationToken cancellation) => Insist.On(() => Grain(node).Access(), clock, cancellation);

    /// <summary>Its password; null if it is enrolled already, and then nothing changes.</summary>
    public async Task<string?> Enrol(NodeId node, Actor by, CancellationToken cancellation)
    {
        var password = Secrets.NewPassword();
        var hash = await work.Make(Encoding.ASCII.GetBytes(password));
        return Noted(SecurityAct.Enrol, await Insist.On(() => Grain(node).Admit(hash), clock, cancellation), node, by) ? password : null;
    }

    /// <summary>Its new password; null if it is not enrolled.</summary>
    public async Task<(string? Password, DateTimeOffset OldUntil)> Rotate(NodeId node, TimeSpan oldValid, Actor by, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + oldValid;
        var access = await Access(node, cancellation);
        var password = Secrets.NewPassword();
        var hash = await work.Make(Encoding.ASCII.GetBytes(password), access.Hash);
        var isDone = await Insist.On(() => Grain(node).Rotate(hash, until.ToUnixTimeMilliseconds()), clock, cancellation);
        return (Noted(SecurityAct.Rotate, isDone, node, by) ? password : null, until);
    }

    public async Task<(string Code, DateTimeOffset Until)> OfferClaim(NodeId node, TimeSpan valid, Actor by, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + valid;
        var code = Secrets.NewCode();
        var hash = await work.Make(Secrets.Normal(code));
        await Insist.On(() => Grain(node).OfferClaim(hash, until.ToUnixTimeMilliseconds()), clock, cancellation);
        Noted(SecurityAct.OfferClaim, isDone: true, node, by);
        return (code, until);
    }

    /// <summary>False if there was nothing to end.</summary>
    public async Task<bool> Revoke(NodeId node, Actor by, CancellationToken cancellation) =>
        Noted(SecurityAct.Revoke, await Insist.On(() => Grain(node).Revoke(), clock, cancellation), node, by);

    /// <summary>False if it is not enrolled.</summary>
    public async Task<bool> Disable(NodeId node, bool disabled, Actor by, CancellationToken cancellation) =>
        Noted(disabled ? SecurityAct.Disable : SecurityAct.Enable, await Insist.On(() => Grain(node).Disable(disabled), clock, cancellation), node, by);

    private INodeGrain Grain(NodeId node) => grains.GetGrain<INodeGrain>(node.ToString());

    private bool Noted(SecurityAct act, bool isDone, NodeId node, Actor by)
    {
        if (isDone)
        {
            if (act is SecurityAct.Enrol or SecurityAct.OfferClaim or SecurityAct.Revoke)
            {
                board.Await(node, act != SecurityAct.Revoke);
            }

            security.Add(act, SecurityOutcome.Done, by.Name, by.From, Client.Node.UserName(node));
        }

        return isDone;
    }
}
