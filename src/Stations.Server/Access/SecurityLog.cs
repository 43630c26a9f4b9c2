using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Stations.Protocol;

namespace Stations.Server.Access;

/// <summary>
/// The last security events: counted, logged in one form, and in memory for an operator to read. Not in the journal: most of them are caused
/// by strangers, and nobody writes to the store before saying who they are. What lasts is where the log goes.
/// </summary>
public sealed class SecurityLog
{
    public const int MaxEvents = 10_000;

    /// <summary>Of one kind from one address; more are counted and not kept, so that no flood washes the others away.</summary>
    public const int MostPerMinute = 30;

    /// <summary>
    /// Of connections that were refused before anybody knew whose they are, from all addresses; and so many are kept. Strangers have many
    /// addresses, and their events a place of their own.
    /// </summary>
    public const int MostOfStrangersPerMinute = 300;
    public const int MaxOfStrangers = 1_000;

    private const int MaxText = 256;

    private readonly Lock gate = new();
    private readonly Queue<SecurityEvent> events = new();
    private readonly ConcurrentDictionary<(SecurityAct, SecurityOutcome), long> counts = new();
    private readonly Queue<SecurityEvent> ofStrangers = new();
    private readonly RateWindow repeated;
    private readonly RateWindow strangers;
    private readonly TimeProvider clock;
    private readonly ILogger<SecurityLog> log;
    private long last;

    public SecurityLog(TimeProvider clock, IMeterFactory meters, ILogger<SecurityLog> log)
    {
        (this.clock, this.log) = (clock, log);
        repeated = new RateWindow(MostPerMinute, clock);
        strangers = new RateWindow(MostOfStrangersPerMinute, clock);
        meters.Create("Stations.Access").CreateObservableCounter("stations.security.events", Counted, description: "Security events, by what was tried and how it went");
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SecurityEvent> Events
    {
        get
        {
            lock (gate)
            {
                return [.. events.Concat(ofStrangers).OrderByDescending(one => one.Number)];
            }
        }
    }

    /// <param name="from">What is told of it is its address without the port.</param>
    public void Add(SecurityAct act, SecurityOutcome outcome, string who, EndPoint? from, string detail = "") =>
        Add(act, outcome, who, from is IPEndPoint { Address: var address } ? address.ToString() : "", detail);

    /// <inheritdoc cref="Add(SecurityAct, SecurityOutcome, string, EndPoint?, string)"/>
    public void Add(SecurityAct act, SecurityOutcome outcome, string who, string from, string detail = "")
    {
        counts.AddOrUpdate((act, outcome), 1, (_, count) => count + 1);
        if (outcome != SecurityOutcome.Done && !MayKeep(act, outcome, from))
        {
            return;
        }

        (who, detail) = (Printable(who), Printable(detail));
        var (kept, most) = act == SecurityAct.Open ? (ofStrangers, MaxOfStrangers) : (events, MaxEvents);
        lock (gate)
        {
            kept.Enqueue(new SecurityEvent(++last, clock.NowMilliseconds(), act, outcome, who, from, detail));
            if (kept.Count > most)
            {
                kept.Dequeue();
            }
        }

        log.Log(outcome == SecurityOutcome.Done ? LogLevel.Information : LogLevel.Warning, "Security: {Act} {Outcome}: {Who} from {From}: {Detail}", act, outcome, who, from, detail);
    }

    /// <summary>All strangers are asked together first, so that their addresses do not fill the window of everybody's.</summary>
    private bool MayKeep(SecurityAct act, SecurityOutcome outcome, string from) =>
        (act != SecurityAct.Open || strangers.TryTake("")) && repeated.TryTake($"{act} {outcome} {from}");

    private static string Printable(string text)
    {
        var cut = text.Length > MaxText ? text[..MaxText] : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? '?' : c)) : cut;
    }

    private IEnumerable<Measurement<long>> Counted() => counts.Select(one => new Measurement<long>(
        one.Value, new KeyValuePair<string, object?>("act", one.Key.Item1.Word()), new KeyValuePair<string, object?>("outcome", one.Key.Item2.Word())));
}
