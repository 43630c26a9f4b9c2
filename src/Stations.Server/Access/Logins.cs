using System.Text;
using Stations.Grains;
using Stations.Model;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Protocol;
using Stations.Server.Configuration;

namespace Stations.Server.Access;

/// <summary>
/// Decides who comes in over MQTT. Nodes that are known from before, and whoever shows a token, are let in at the price of a fast hash, whatever others
/// try in their name; everybody else is looked at a bounded number of times, and each refusal costs one slow hash, whoever it is.
/// </summary>
public sealed class Logins(IGrainFactory grains, ServerOptions options, RosterCopy roster, Callers callers, SlowWork work, SecurityLog security, TimeProvider clock)
{
    private readonly Known known = new();
    private readonly RateWindow names = new(options.Logins.FailedPerName, clock);
    private readonly RateWindow addresses = new(options.Logins.FailedPerAddress, clock);
    private readonly RateWindow connects = new(options.Logins.Connects, clock);

    public async ValueTask<ConnectDecision> Decide(ConnectRequest request)
    {
        var answer = await Identify(new Attempt(request));
        return answer.Client is { } client ? Accept(client, request) : ConnectDecision.Refuse(answer.Refusal);
    }

    private ConnectDecision Accept(Client client, ConnectRequest request)
    {
        if (request.Packet.Will is { } will && !client.MayPublish(will.Topic))
        {
            security.Add(SecurityAct.Publish, SecurityOutcome.Denied, client.Name, request.RemoteEndPoint, $"will {will.Topic}");
            return ConnectDecision.Refuse(ReasonCode.NotAuthorized);
        }

        if (!connects.TryTake(client.Owner ?? $"\0{request.ClientId}"))
        {
            security.Add(SecurityAct.Connect, SecurityOutcome.Banned, client.Name, request.RemoteEndPoint, request.ClientId);
            return ConnectDecision.Refuse(ReasonCode.ConnectionRateExceeded);
        }

        return ConnectDecision.Accept(client, client.Owner) with { ResponseInformation = client.ResponsePrefix };
    }

    private ValueTask<Answer> Identify(Attempt attempt) => attempt switch
    {
        { Name: null, Certificate: null } when options.Anonymous => new(new Answer(new Client.Anonymous())),
        { Node: { } node } => IdentifyNode(attempt, node),
        { Certificate: null, Name: { } name } when Account.IsName(name) || name == Account.Reserved => IdentifyOperator(attempt, name),
        _ => Limited(attempt, async () =>
        {
            await work.Match(attempt.Secret, hash: null);
            return new(null);
        }),
    };

    /// <summary>By a token of that name, or by name and password.</summary>
    private async ValueTask<Answer> IdentifyOperator(Attempt attempt, string name)
    {
        if (await callers.BehindToken(Encoding.UTF8.GetString(attempt.Secret.Span), attempt.Address) is { } caller && Account.IsSame(caller.Name, name))
        {
            return new(new Client.Operator(caller));
        }

        return await Limited(attempt, async () =>
        {
            await roster.Refresh();
            var account = roster.Now.Find(name);
            var hash = await work.MatchChosen(attempt.Secret, account is { MayComeIn: true } ? account.PasswordHash : null);
            return new(hash is not null && callers.Still(Caller.Of(account!, session: null)) is { } person ? new Client.Operator(person) : null);
        });
    }

    private async ValueTask<Answer> IdentifyNode(Attempt attempt, NodeId node)
    {
        var grain = grains.GetGrain<INodeGrain>(node.ToString());
        if (attempt.Certificate is null && known.Has(node))
        {
            var access = await grain.Access();
            if (known.Match(node, attempt.Secret.Span, access.Hash, access.NextHash) is { } hash && access.Admits(hash))
            {
                return await Enter(attempt, node, grain, access, hash);
            }
        }

        return await Limited(attempt, async () =>
        {
            var credential = attempt.Certificate is not null ? NodeAccess.Certificate
                : Secrets.TryReadClaim(attempt.Secret, out var code, out var password) ? await ByClaim(attempt, grain, code, password)
                : await ByPassword(attempt, node, grain);

            // Looked at now, and not before the slow work: it may have been revoked meanwhile.
            return credential is not null && await grain.Access() is var access && access.Admits(credential) ? await Enter(attempt, node, grain, access, credential) : new(null);
        });
    }

    /// <summary>Each attempt counts until it turns out right, so that many at once are no way around the limits.</summary>
    private async ValueTask<Answer> Limited(Attempt attempt, Func<Task<Answer>> look)
    {
        if (!work.HasRoom)
        {
            return Refuse(attempt, SecurityOutcome.Busy, ReasonCode.ServerBusy);
        }

        if (!addresses.TryTake(attempt.Address))
        {
            return Refuse(attempt, SecurityOutcome.LimitedByAddress, ReasonCode.ConnectionRateExceeded);
        }

        if (!names.TryTake(attempt.LimitedName))
        {
            addresses.GiveBack(attempt.Address);
            return Refuse(attempt, SecurityOutcome.LimitedByName, ReasonCode.ConnectionRateExceeded);
        }

        var isWrong = false;
        try
        {
            var answer = await look();
            isWrong = answer.Client is null;
            return isWrong ? Refuse(attempt, SecurityOutcome.Refused, attempt.Certificate is null ? ReasonCode.BadUserNameOrPassword : ReasonCode.NotAuthorized) : answer;
        }
        finally
        {
            if (!isWrong)
            {
                addresses.GiveBack(attempt.Address);
                names.GiveBack(attempt.LimitedName);
            }
        }
    }

    private async Task<string?> ByPassword(Attempt attempt, NodeId node, INodeGrain grain)
    {
        var access = await grain.Access();
        var hash = await work.Match(attempt.Secret, access.Hash, access.NextHash);
        if (hash is not null)
        {
            known.Remember(node, attempt.Secret.Span, hash);
        }

        return hash;
    }

    private async Task<string?> ByClaim(Attempt attempt, INodeGrain grain, byte[]? code, ReadOnlyMemory<byte>? password)
    {
        var expected = code is null || password is null ? null : await grain.TryClaim();
        var codeHash = await work.Match(code, expected);
        var hash = codeHash is null ? null : await work.Make(password!.Value);
        if (hash is null || !await grain.Claim(codeHash!, hash))
        {
            security.Add(SecurityAct.Claim, SecurityOutcome.Refused, attempt.Who, attempt.From, password is null ? Secrets.ClaimForm : "");
            return null;
        }

        security.Add(SecurityAct.Claim, SecurityOutcome.Done, attempt.Who, attempt.From);
        return hash;
    }

    private async Task<Answer> Enter(Attempt attempt, NodeId node, INodeGrain grain, NodeAccess access, string credential)
    {
        if (credential == access.NextHash)
        {
            await grain.Used(credential);
            security.Add(SecurityAct.Rotate, SecurityOutcome.Done, attempt.Who, attempt.From, "the new password was used, the old one ended");
        }

        return new(new Client.Node(node, credential));
    }

    private Answer Refuse(Attempt attempt, SecurityOutcome outcome, ReasonCode reason)
    {
        security.Add(SecurityAct.Login, outcome, attempt.Who, attempt.From, attempt.ClientId);
        return new(null, reason);
    }

    private readonly record struct Answer(Client? Client, ReasonCode Refusal = ReasonCode.BadUserNameOrPassword);
}
