using Stations.Model;
using Stations.Protocol;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Access;

/// <summary>
/// Tells who is behind a cookie or a token, at the price of a fast hash: both have 256 random bits. Who was let in at another server a moment
/// ago is asked for; strangers are asked for a bounded number of times.
/// </summary>
public sealed class Callers(RosterCopy roster, OperatorToken token, ServerOptions options, TimeProvider clock)
{
    private readonly RateWindow strangers = new(options.Logins.FailedPerAddress, clock);

    /// <summary>The operator token lets in until there is an account.</summary>
    public bool OwnerMayComeIn => roster.IsLoaded && (options.KeepOperatorToken || roster.Now.Accounts.Length == 0);

    public ValueTask<Caller?> BehindCookie(string value, string from) => Find(() => OfCookie(Secrets.HashOf(value)), from);

    public ValueTask<Caller?> BehindToken(string secret, string from) => token.Matches(secret) ? new(OwnerMayComeIn ? Caller.Owner() : null) : Find(() => OfToken(secret), from);

    /// <summary>Null once it may do nothing any more; otherwise as it is now.</summary>
    public Caller? Still(Caller caller) => caller switch
    {
        { Session: { } number } => roster.Now.FindSession(number) is { } session ? OfSession(session) : null,
        { IsPerson: true } => roster.Now.Find(caller.Name) is { MayComeIn: true } account && account.PasswordHash == caller.Credential ? Caller.Of(account, null) : null,
        { Name: Account.Reserved } => OwnerMayComeIn ? Caller.Owner() : null,
        _ => roster.Now.FindToken(caller.Name) is { } known && known.Hash == caller.Credential && !known.IsOver(clock.NowMilliseconds()) ? Caller.Of(known) : null,
    };

    private async ValueTask<Caller?> Find(Func<Caller?> find, string from)
    {
        if (find() is { } known || !roster.IsLoaded || !strangers.TryTake(from))
        {
            return find();
        }

        await roster.Refresh();
        var found = find();
        if (found is not null)
        {
            strangers.GiveBack(from);
        }

        return found;
    }

    private Caller? OfCookie(string hash)
    {
        if (Array.Find(roster.Now.Sessions, one => one.Hash == hash) is not { } session || OfSession(session) is not { } caller)
        {
            return null;
        }

        roster.IsUsed(session);
        return caller;
    }

    private Caller? OfSession(OperatorSession session)
    {
        if (session.IsOver(clock.NowMilliseconds()))
        {
            return null;
        }

        if (session.Account == Account.Reserved)
        {
            return OwnerMayComeIn ? Caller.Owner(session.Number) : null;
        }

        return roster.Now.Find(session.Account) is { MayComeIn: true } account ? Caller.Of(account, session.Number) : null;
    }

    private Caller? OfToken(string secret) =>
        Secrets.HashOf(secret) is var hash && Array.Find(roster.Now.Tokens, one => one.Hash == hash) is { } known && !known.IsOver(clock.NowMilliseconds()) ? Caller.Of(known) : null;
}
