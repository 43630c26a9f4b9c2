using System.Globalization;
using DeviceSimulators.Faults;
using DeviceSimulators.Truth;

namespace DeviceSimulators.Judging;

/// <summary>
/// Holds what riders are shown against what is so. It is told both in the order of time, and knows nothing of the service but its public stream.
/// Of the same moment the truth comes first.
/// </summary>
public sealed partial class Judge
{
    private readonly Dictionary<string, Thing> things = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Thing>> thingsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Trouble> troubles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Account> accounts = new(StringComparer.Ordinal);
    private readonly List<string> incidents = [];

    /// <summary>What is told in full of what was found wrong; the rest is counted.</summary>
    public const int MaxIncidents = 30;

    /// <summary>When the stream began to be seen, epoch milliseconds: of alarms that were due before that nothing is said.</summary>
    public long From { get; init; }

    /// <summary>The account of what no fault explains.</summary>
    public const string Ordinary = "ordinary life";

    public void Take(TruthLine line)
    {
        switch (line)
        {
            case TruthLine.Is { Thing: var name, Being: var being, At: var at }:
                var thing = Find(name);
                thing.Settle(at, this);
                thing.Become(being, at);
                break;
            case TruthLine.Due due:
                Warrant(due);
                break;
            case TruthLine.Injected injected:
                Inject(injected);
                break;
            case TruthLine.Ended { Id: var id, At: var at } when troubles.Remove(id, out var trouble):
                End(trouble, at);
                break;
        }
    }

    /// <summary>Ends the judging; nothing more is taken.</summary>
    public Verdict Finish(long at)
    {
        foreach (var thing in things.Values)
        {
            thing.Settle(at, this);
        }

        foreach (var trouble in troubles.Values)
        {
            Close(trouble, at);
        }

        FinishAlarms(at);
        FinishStations(at);
        return new Verdict([.. accounts.Values], [.. alarmAccounts.Values], incidents)
        {
            Events = events,
            WentBack = wentBack,
            WrongSums = wrongSums,
            AlarmsCut = alarmsCut,
            ServerTroubles = serverTroubles,
        };
    }

    internal void Enter(Thing thing, Trouble? cause, bool isFalseFree, double beyond, double within, long now)
    {
        var account = Account(cause?.Line.Fault ?? Ordinary);
        if (cause?.Line.Undetectable is not null)
        {
            (account.FalseFree, account.Wrong) = (account.FalseFree + (isFalseFree ? beyond + within : 0), account.Wrong + (isFalseFree ? 0 : beyond + within));
            return;
        }

        if (isFalseFree)
        {
            (account.FalseFree, account.FreeWithinBound) = (account.FalseFree + beyond, account.FreeWithinBound + within);
        }
        else if (thing.Shown == "UNKNOWN")
        {
            account.Unknown += beyond;
        }
        else
        {
            account.Wrong += beyond;
        }

        if (beyond > 0 && (isFalseFree || thing.Shown != "UNKNOWN"))
        {
            Note(now, $"{thing.Name} was shown {thing.Shown} for {beyond:0.#} s too long until now, and is {thing.Being!.Value.ToString().ToLowerInvariant()} ({account.Name})");
        }
    }

    private void Inject(TruthLine.Injected line)
    {
        var trouble = troubles[line.Id] = new Trouble(line);
        var account = Account(line.Fault);
        (account.Times, account.Undetectable, account.Bound) = (account.Times + 1, line.Undetectable, line.Within);
        foreach (var thing in thingsOf.GetValueOrDefault(line.Thing, []))
        {
            thing.Settle(line.At, this);
            thing.Troubles.Add(trouble);
        }

        if (Silences(line))
        {
            Excuse(line.Thing, line.At);
        }
    }

    private void End(Trouble trouble, long at)
    {
        foreach (var thing in thingsOf.GetValueOrDefault(trouble.Line.Thing, []))
        {
            thing.Settle(at, this);
        }

        Close(trouble, at);
        if (Silences(trouble.Line))
        {
            Pardon(trouble.Line.Thing, trouble.RightAt);
        }
    }

    /// <summary>It keeps something from being told in time, or from being so.</summary>
    private static bool Silences(TruthLine.Injected line) => line.Must != Must.AsTrue || line.Undetectable is not null || (line.Within > FaultKind.Told && line.Thing.Count(mark => mark == ':') == 1);

    private void Close(Trouble trouble, long at)
    {
        trouble.EndedAt = at;
        if (trouble is { Delay: { } delay, Line: { Undetectable: null } line })
        {
            Account(line.Fault).Delays.Add(delay / 1000.0);
        }
    }

    /// <summary>Known by its own name, and by those of its appliance and its node.</summary>
    private Thing Find(string name)
    {
        if (things.TryGetValue(name, out var known))
        {
            return known;
        }

        var thing = things[name] = new Thing(name);
        var device = DeviceOf(name);
        foreach (var of in new[] { name, device, NodeOf(device) }.Distinct(StringComparer.Ordinal))
        {
            (thingsOf.TryGetValue(of, out var list) ? list : thingsOf[of] = []).Add(thing);
        }

        thing.Troubles.AddRange(troubles.Values.Where(trouble => trouble.Line.Thing == device || trouble.Line.Thing == NodeOf(device)));
        return thing;
    }

    private Account Account(string name) => accounts.TryGetValue(name, out var known) ? known : accounts[name] = new Account(name);

    private void Note(long at, FormattableString what)
    {
        if (incidents.Count < MaxIncidents)
        {
            incidents.Add(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.FromUnixTimeMilliseconds(at):yyyy-MM-dd HH:mm:ss} {FormattableString.Invariant(what)}"));
        }
    }

    private static string DeviceOf(string thing) => thing.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? thing[..at] : thing;

    private static string NodeOf(string device) => device.LastIndexOf(':') is > 0 and var at ? device[..at] : device;
}
