using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Access;

/// <summary>What administrators do with accounts and tokens: codes and tokens are made and hashed here, and shown once.</summary>
public sealed class AccountDesk(RosterCopy roster, SlowWork work, TimeProvider clock)
{
    /// <summary>How long a code can be used.</summary>
    public static readonly TimeSpan CodeValid = TimeSpan.FromDays(1);

    public async Task<(RosterAnswer Answer, string Code, DateTimeOffset Until)> Add(string name, Rights rights, CancellationToken cancellation)
    {
        var (code, shown) = await NewCode();
        return (await roster.Do(new RosterChange.Add(name, rights, code), cancellation), shown, DateTimeOffset.FromUnixTimeMilliseconds(code.Until));
    }

    /// <summary>The password ends at once, and all sessions.</summary>
    public async Task<(RosterAnswer Answer, string Code, DateTimeOffset Until)> Reset(string name, CancellationToken cancellation)
    {
        var (code, shown) = await NewCode();
        return (await roster.Do(new RosterChange.Reset(name, code), cancellation), shown, DateTimeOffset.FromUnixTimeMilliseconds(code.Until));
    }

    /// <param name="valid">Null: until it is revoked.</param>
    public async Task<(RosterAnswer Answer, string Token, long Until)> AddToken(string name, Rights rights, TimeSpan? valid, string by, CancellationToken cancellation)
    {
        var (secret, now) = (Secrets.NewToken(), clock.NowMilliseconds());
        var until = valid is { } time ? now + (long)time.TotalMilliseconds : 0;
        return (await roster.Do(new RosterChange.AddToken(new ApiToken(name, rights, Secrets.HashOf(secret), by, now, until)), cancellation), secret, until);
    }

    private async Task<(OneTimeCode Code, string Shown)> NewCode()
    {
        var shown = Secrets.NewCode();
        return (new OneTimeCode(await work.MakeChosen(Secrets.Normal(shown)), (clock.GetUtcNow() + CodeValid).ToUnixTimeMilliseconds(), Attempts: 0), shown);
    }
}
