using System.Text.Json.Serialization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>How far an appliance is to be believed: what riders say, what it failed to do, how it is used. Immutable; most have nothing. One use clears all doubts.</summary>
public sealed record Trust
{
    public static readonly Trust None = new();

    /// <summary>More change nothing (our engineering default).</summary>
    public const int MaxDoubts = 32;

    /// <summary>A doubt that nobody renews counts for a day, unless it made the appliance out of order (our engineering default).</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(24);

    public Doubt[] Doubts { get; init; } = [];

    public Ticket[] Tickets { get; init; } = [];

    [JsonIgnore]
    public Rhythm[] Rhythms { get; init; } = [];

    /// <summary>
    /// How many say so independently: each failure, that nobody uses it, and riders, each once, however often they say it; but no more than two from one
    /// neighbourhood of addresses, because a name costs nothing.
    /// </summary>
    public int WeightOf(int slot)
    {
        var doubts = Array.FindAll(Doubts, doubt => doubt.Slot == slot);
        var riders = Array.FindAll(doubts, doubt => doubt.Cause == DoubtCause.Reported);
        return doubts.Length - riders.Length
            + Math.Min(riders.Select(doubt => doubt.Reporter).Distinct(StringComparer.Ordinal).Count(), 2 * riders.Select(doubt => doubt.From).Distinct().Count());
    }

    /// <summary>Why a slot, or the appliance, is doubted; of a slot also why its appliance is. Null when it is not.</summary>
    public DoubtCause? CauseOf(int slot)
    {
        DoubtCause? cause = null;
        foreach (var doubt in Doubts)
        {
            if (doubt.Slot == slot || doubt.Slot == 0)
            {
                cause = cause < doubt.Cause ? cause : doubt.Cause;
            }
        }

        return cause;
    }

    public bool IsUnused(int slot) => Array.Exists(Doubts, doubt => doubt.Slot == slot && doubt.Cause == DoubtCause.Unused);

    /// <summary>Riders say that people may come to harm there, and nobody has answered.</summary>
    public bool IsUnsafe(int slot) => Array.Exists(Tickets, ticket => ticket.IsOpen && ticket.Slot == slot && ticket.Reason == ReportReason.Unsafe);

    /// <summary>A use of one slot shows that the appliance works, and a use of the appliance that its slots do.</summary>
    internal static bool IsShownBy(int used, int doubted) => used == doubted || used == 0 || doubted == 0;

    internal bool IsFaded(long now) => Doubts.Length > 0 && Array.TrueForAll(Doubts, doubt => now - doubt.At > Lasting.TotalMilliseconds);

    internal Trust Apply(ReportEvent said, long now)
    {
        var tickets = Model.Tickets.Apply(Tickets, said, now);
        var doubts = said.Kind switch
        {
            ReportEventKind.Filed when said.Reason.SaysBroken() && Model.Tickets.NumberOf(Tickets, said, now) is { } ticket => Reported(said, ticket, now),
            ReportEventKind.Resolved or ReportEventKind.Rejected => Array.FindAll(Doubts, doubt => doubt.Ticket != said.Ticket),
            ReportEventKind.Unused => With(new Doubt(said.Slot, now, DoubtCause.Unused)),
            ReportEventKind.Faded => [],
            _ => Doubts,
        };
        return ReferenceEquals(tickets, Tickets) && ReferenceEquals(doubts, Doubts) ? this : this with { Tickets = tickets, Doubts = doubts };
    }

    /// <summary>Something became of a command: one that was to open a slot, and that the device says it tried in vain, is a failure like any other.</summary>
    internal Trust After(CommandStep step, Command? command, long at) =>
        step.Move == CommandMove.Failed && command is { Verb: CommandVerb.SlotOpen } ? this with { Doubts = With(new Doubt(command.Slot, at, DoubtCause.Failed)) } : this;

    /// <summary>Something happened.</summary>
    /// <param name="use">The fact that tells of a use; null where there is none.</param>
    internal Trust After(in Fact fact, FactKind? use) => fact.Kind switch
    {
        _ when fact.Kind == use => Used(fact.Slot, fact.At),

        FactKind.DoorGotStuck or FactKind.PopKeptFailing => this with { Doubts = With(new Doubt(fact.Slot, fact.At, DoubtCause.Failed)) },
        FactKind.WentOnline or FactKind.MaintenanceEnded => Stir(slot: null, fact.At),
        _ => Stir(fact.Slot, fact.At),
    };

    private Doubt[] Reported(ReportEvent said, string ticket, long now) =>
        Array.Exists(Doubts, doubt => doubt.Reporter == said.Reporter && doubt.Slot == said.Slot && now - doubt.At < Model.Tickets.Merging.TotalMilliseconds) ? Doubts
        : With(new Doubt(said.Slot, now, DoubtCause.Reported, said.Reporter, ticket, said.From));

    private Doubt[] With(Doubt doubt) => Doubts.Length < MaxDoubts ? [.. Doubts, doubt] : Doubts;

    private Trust Used(int slot, long at)
    {
        var index = Array.FindIndex(Rhythms, one => one.Slot == slot);
        Rhythm[] rhythms = [.. Rhythms, .. index < 0 ? [Rhythm.First(slot, at)] : Array.Empty<Rhythm>()];
        if (index >= 0)
        {
            rhythms[index] = rhythms[index].Used(at);
        }

        return new()
        {
            Rhythms = rhythms,
            Tickets = Model.Tickets.Used(Tickets, slot, at),
            Doubts = Array.Exists(Doubts, doubt => IsShownBy(slot, doubt.Slot)) ? Array.FindAll(Doubts, doubt => !IsShownBy(slot, doubt.Slot)) : Doubts,
        };
    }

    private Trust Stir(int? slot, long at) => Array.Exists(Rhythms, one => slot is null || one.Slot == slot)
        ? this with { Rhythms = Array.ConvertAll(Rhythms, one => slot is null || one.Slot == slot ? one with { Stirred = at } : one) }
        : this;
}
