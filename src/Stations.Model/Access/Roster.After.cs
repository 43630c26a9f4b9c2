namespace Stations.Model;

public sealed partial record Roster
{
    /// <summary>The roster after a change; the same if it was refused or is so already.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public (Roster Roster, RosterAnswer Answer) After(RosterChange change, long now)
    {
        var (after, answer) = change switch
        {
            RosterChange.First first when Accounts.Length > 0 => (this, Find(first.Name)?.PasswordHash == first.PasswordHash ? RosterAnswer.Done : RosterAnswer.Taken),
            RosterChange.First first => Do(this with { Accounts = [new(first.Name, new(Role.Administrator), first.PasswordHash, null, false, now)], Sessions = [] }),
            RosterChange.Add add => Add(add, now),
            RosterChange.Entitle entitle => Change(entitle.Name, one => one with { Rights = entitle.Rights }),
            RosterChange.Disable disable => Change(disable.Name, one => one with { IsDisabled = disable.IsDisabled }, endsSessions: disable.IsDisabled),
            RosterChange.Remove remove => Change(remove.Name, _ => null, endsSessions: true),
            RosterChange.Reset reset => Change(reset.Name, one => one with { PasswordHash = null, Code = reset.Code }, endsSessions: true),
            RosterChange.TryCode attempt => TryCode(attempt, now),
            RosterChange.Claim claim => Claim(claim),
            RosterChange.SetPassword set => SetPassword(set),
            RosterChange.AddToken add => AddToken(add.Token, now),
            RosterChange.RemoveToken remove => FindToken(remove.Name) is { } token ? Do(this with { Tokens = [.. Tokens.Where(one => one != token)] }) : (this, RosterAnswer.NoSuch),
            RosterChange.Open open => Open(open, now),
            RosterChange.Use use => ChangeSession(use.Number, one => one with { UsedAt = Math.Max(one.UsedAt, now) }),
            RosterChange.Close close => ChangeSession(close.Number, _ => null),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "No such change."),
        };
        return after == this || answer != RosterAnswer.Done ? (this, answer)
            : after.Keepers == 0 && Keepers > 0 ? (this, RosterAnswer.LastAdministrator)
            : (after with { Version = Version + 1 }, answer);
    }

    private static (Roster Roster, RosterAnswer Answer) Do(Roster after) => (after, RosterAnswer.Done);

    private (Roster Roster, RosterAnswer Answer) Add(RosterChange.Add add, long now) =>
        Find(add.Name) is { } known ? (this, known.Code == add.Code ? RosterAnswer.Done : RosterAnswer.Taken)
        : FindToken(add.Name) is not null ? (this, RosterAnswer.Taken)
        : Accounts.Length >= MaxAccounts ? (this, RosterAnswer.Full)
        : Do(this with { Accounts = [.. Accounts, new(add.Name, add.Rights, null, add.Code, false, now)] });

    /// <param name="change">Null takes it away.</param>
    private (Roster Roster, RosterAnswer Answer) Change(string name, Func<Account, Account?> change, bool endsSessions = false)
    {
        if (Find(name) is not { } account)
        {
            return (this, RosterAnswer.NoSuch);
        }

        var changed = change(account);
        return changed == account ? (this, RosterAnswer.Done) : Do(this with
        {
            Accounts = [.. Accounts.Select(one => one == account ? changed : one).OfType<Account>()],
            Sessions = endsSessions ? [.. Sessions.Where(one => one.Account != account.Name)] : Sessions,
        });
    }

    /// <summary>Counted before anybody learns whether it was right.</summary>
    private (Roster Roster, RosterAnswer Answer) TryCode(RosterChange.TryCode attempt, long now) =>
        Find(attempt.Name) is { IsDisabled: false, Code: { } code } && code.Hash == attempt.CodeHash && code.IsOpen(now)
            ? Change(attempt.Name, one => one with { Code = code with { Attempts = code.Attempts + 1 } })
            : (this, RosterAnswer.Refused);

    private (Roster Roster, RosterAnswer Answer) Claim(RosterChange.Claim claim) => Find(claim.Name) switch
    {
        { IsDisabled: false } account when account.Code?.Hash == claim.CodeHash => Change(claim.Name, one => one with { PasswordHash = claim.PasswordHash, Code = null }, endsSessions: true),
        { IsDisabled: false } account when account.PasswordHash == claim.PasswordHash => (this, RosterAnswer.Done),
        _ => (this, RosterAnswer.Refused),
    };

    private (Roster Roster, RosterAnswer Answer) SetPassword(RosterChange.SetPassword set) => Find(set.Name) switch
    {
        { IsDisabled: false } account when account.PasswordHash == set.OldHash => Change(set.Name, one => one with { PasswordHash = set.PasswordHash }, endsSessions: true),
        { IsDisabled: false } account when account.PasswordHash == set.PasswordHash => (this, RosterAnswer.Done),
        _ => (this, RosterAnswer.Refused),
    };

    private (Roster Roster, RosterAnswer Answer) AddToken(ApiToken token, long now)
    {
        ApiToken[] live = [.. Tokens.Where(one => !one.IsOver(now))];
        return FindToken(token.Name) is { } known && known.Hash == token.Hash ? (this, RosterAnswer.Done)
            : Array.Exists(live, one => Account.IsSame(one.Name, token.Name)) || Find(token.Name) is not null ? (this, RosterAnswer.Taken)
            : live.Length >= MaxTokens ? (this, RosterAnswer.Full)
            : Do(this with { Tokens = [.. live, token] });
    }

    private (Roster Roster, RosterAnswer Answer) Open(RosterChange.Open open, long now)
    {
        var session = open.Session;
        if (Array.Exists(Sessions, one => one.Hash == session.Hash))
        {
            return (this, RosterAnswer.Done);
        }

        if (open.PasswordHash is not null && (Find(session.Account) is not { MayComeIn: true } account || account.PasswordHash != open.PasswordHash))
        {
            return (this, RosterAnswer.Refused);
        }

        OperatorSession[] live = [.. Sessions.Where(one => !one.IsOver(now))];
        OperatorSession[] kept = [.. live.Except(live.Where(one => one.Account == session.Account).OrderByDescending(one => one.Number).Skip(MaxSessionsOfOne - 1))];
        return kept.Length >= MaxSessions ? (this, RosterAnswer.Full) : Do(this with { Sessions = [.. kept, session with { Number = Version + 1 }] });
    }

    private (Roster Roster, RosterAnswer Answer) ChangeSession(long number, Func<OperatorSession, OperatorSession?> change) => FindSession(number) is not { } session
        ? (this, RosterAnswer.NoSuch)
        : Do(this with { Sessions = [.. Sessions.Select(one => one == session ? change(one) : one).OfType<OperatorSession>()] });
}
