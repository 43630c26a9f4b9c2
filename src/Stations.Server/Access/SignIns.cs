using System.Net;
using System.Text;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Access;

/// <summary>Where a person signs in.</summary>
/// <param name="Agent">As the browser calls itself.</param>
public sealed record Place(IPAddress? Address, string Agent)
{
    private const int MaxAgent = 200;

    public string From => Address?.ToString() ?? "";

    /// <summary>What refusals are counted by.</summary>
    public string Network => Address is null ? "" : Attempt.Network(Address);

    public string CutAgent => Agent.Length > MaxAgent ? Agent[..MaxAgent] : Agent;
}

public enum SignInOutcome
{
    /// <summary>Nobody of that name, a wrong password, a wrong code, disabled: which of them is not told.</summary>
    Refused,

    Done,

    /// <summary>Too many were refused; not even looked at.</summary>
    TooMany,

    /// <summary>Too many others wait.</summary>
    Busy,

    /// <summary>There is an administrator.</summary>
    TooLate,
}

/// <param name="Secret">What the cookie holds.</param>
/// <param name="Wait">How long, where there were too many.</param>
public readonly record struct SignIn(SignInOutcome Outcome, string? Secret = null, TimeSpan Wait = default);

/// <summary>
/// Lets people in. Whoever is unknown gets the same answer after the same work as whoever shows a wrong password, and what is wrong is counted by
/// name and by address. Where somebody is signed in already, strangers who guess that name elsewhere keep nobody out.
/// </summary>
public sealed class SignIns(RosterCopy roster, Callers callers, OperatorToken token, ServerOptions options, SlowWork work, SecurityLog security, TimeProvider clock)
{
    /// <summary>NIST SP 800-63B asks for 8 at least and for no rules beside the length; ours is the only factor.</summary>
    public const int LeastPassword = 12;
    public const int MostPassword = 128;

    private readonly BackOff names = new(options.Logins.FailedPerName, clock);
    private readonly BackOff addresses = new(options.Logins.FailedPerAddress, clock);

    public static bool IsPassword(string? text, string? name) => text is { Length: >= LeastPassword and <= MostPassword } && !Account.IsSame(text, name);

    public Task<SignIn> ByPassword(string name, string password, Place place, CancellationToken cancellation) => Limited(SecurityAct.SignIn, name, place, async () =>
    {
        await roster.Refresh();
        var account = roster.Now.Find(name);
        var hash = await work.MatchChosen(Bytes(password), account is { MayComeIn: true } ? account.PasswordHash : null);
        return hash is null ? default : await Open(account!.Name, hash, place, cancellation);
    });

    /// <summary>Whoever runs this server, until there is an account.</summary>
    public Task<SignIn> ByOperatorToken(string secret, Place place, CancellationToken cancellation) => Limited(SecurityAct.SignIn, Account.Reserved, place, async () =>
    {
        await roster.Refresh();
        return token.Matches(secret) && callers.OwnerMayComeIn ? await Open(Account.Reserved, null, place, cancellation) : default;
    });

    /// <summary>The operator token's last act: it makes the first administrator.</summary>
    public Task<SignIn> First(string secret, string name, string password, Place place, CancellationToken cancellation) => Limited(SecurityAct.Claim, Account.Reserved, place, async () =>
    {
        if (!token.Matches(secret))
        {
            return default;
        }

        var hash = await work.MakeChosen(Bytes(password));
        var answer = await roster.Do(new RosterChange.First(name, hash), cancellation);
        return answer == RosterAnswer.Done ? await Open(name, hash, place, cancellation) : new(SignInOutcome.TooLate);
    });

    /// <summary>With the code that an administrator gave, and a password of their own choice.</summary>
    public Task<SignIn> ByCode(string name, string code, string password, Place place, CancellationToken cancellation) => Limited(SecurityAct.Claim, name, place, async () =>
    {
        await roster.Refresh();
        var account = roster.Now.Find(name);
        var expected = account?.Code?.Hash;
        var mayTry = expected is not null && await roster.Do(new RosterChange.TryCode(name, expected), cancellation) == RosterAnswer.Done;
        if (await work.MatchChosen(Secrets.Normal(code), mayTry ? expected : null) is not { } codeHash)
        {
            return default;
        }

        var hash = await work.MakeChosen(Bytes(password));
        var answer = await roster.Do(new RosterChange.Claim(name, codeHash, hash), cancellation);
        return answer == RosterAnswer.Done ? await Open(account!.Name, hash, place, cancellation) : default;
    });

    /// <summary>Ends all sessions of theirs and opens one.</summary>
    public Task<SignIn> ChangePassword(string name, string old, string password, Place place, CancellationToken cancellation) => Limited(SecurityAct.Rotate, name, place, async () =>
    {
        await roster.Refresh();
        var account = roster.Now.Find(name);
        if (await work.MatchChosen(Bytes(old), account is { MayComeIn: true } ? account.PasswordHash : null) is not { } oldHash)
        {
            return default;
        }

        var hash = await work.MakeChosen(Bytes(password));
        var answer = await roster.Do(new RosterChange.SetPassword(name, oldHash, hash), cancellation);
        return answer == RosterAnswer.Done ? await Open(account!.Name, hash, place, cancellation) : default;
    });

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<SignIn> Open(string name, string? passwordHash, Place place, CancellationToken cancellation)
    {
        var (secret, now) = (Secrets.NewToken(), clock.NowMilliseconds());
        var session = new OperatorSession(0, Secrets.HashOf(secret), name, place.From, place.CutAgent, now, now);
        return await roster.Do(new RosterChange.Open(session, passwordHash), cancellation) switch
        {
            RosterAnswer.Done => new(SignInOutcome.Done, secret),
            RosterAnswer.Full => new(SignInOutcome.Busy),
            _ => default,
        };
    }

    /// <summary>Each attempt counts until it turns out right, so that many at once are no way around the limits.</summary>
    private async Task<SignIn> Limited(SecurityAct act, string name, Place place, Func<Task<SignIn>> look)
    {
        if (!work.HasRoomForPeople)
        {
            return Noted(new(SignInOutcome.Busy), SecurityOutcome.Busy);
        }

        var address = place.Network;
        if (addresses.Take(address) is { Ticks: > 0 } addressWait)
        {
            return Noted(new(SignInOutcome.TooMany, Wait: addressWait), SecurityOutcome.LimitedByAddress);
        }

        var key = LimitedName(name, place, address);
        if (names.Take(key) is { Ticks: > 0 } nameWait)
        {
            addresses.GiveBack(address);
            return Noted(new(SignInOutcome.TooMany, Wait: nameWait), SecurityOutcome.LimitedByName);
        }

        var isWrong = false;
        try
        {
            var answer = await look();
            isWrong = answer.Outcome == SignInOutcome.Refused;
            if (answer.Outcome == SignInOutcome.Done)
            {
                names.Forget(key);
            }

            return Noted(answer, isWrong ? SecurityOutcome.Refused : answer.Outcome == SignInOutcome.Done ? SecurityOutcome.Done : SecurityOutcome.Denied);
        }
        finally
        {
            if (!isWrong)
            {
                addresses.GiveBack(address);
                names.GiveBack(key);
            }
        }

        SignIn Noted(SignIn answer, SecurityOutcome outcome)
        {
            security.Add(act, outcome, name, place.From);
            return answer;
        }
    }

    /// <summary>Where they are signed in already they are not counted with strangers. All that can be nobody's are one name.</summary>
    private string LimitedName(string name, Place place, string address) =>
        Array.Exists(roster.Now.Sessions, one => Account.IsSame(one.Account, name) && one.From == place.From) ? $"{name}\0{address}"
        : Account.IsName(name) || name == Account.Reserved ? name : "";
}
