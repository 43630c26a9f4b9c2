using Microsoft.Extensions.Logging;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Tests.Journal;

namespace Stations.Tests.Simulation;

/// <summary>
/// The slow and obviously right model beside the server: it knows what every node sent and what was true then, keeps every record that ever
/// was on the disk, and holds against that what is acknowledged, shown and found after a crash.
/// </summary>
internal sealed partial class Witness : ILoggerProvider, ILogger
{
    private readonly Dictionary<(string Device, string Boot, long Seq), bool[]?> sent = [];
    private readonly Dictionary<string, Ledger> devices = new(StringComparer.Ordinal);
    private readonly List<string> story = [];
    private long last;

    /// <summary>What was promised and not kept; null while all is well.</summary>
    public string? Broken { get; private set; }

    /// <summary>A number over everything that happened, in order: two runs of a seed agree on it.</summary>
    public ulong Trace { get; private set; } = 14695981039346656037;

    public string Story => string.Join('\n', story);

    public void Tell(string what)
    {
        story.Add(what);
        foreach (var one in what)
        {
            Trace = unchecked((Trace ^ one) * 1099511628211);
        }
    }

    /// <summary>Always true, for use in a filter.</summary>
    public bool Breach(string what)
    {
        Tell($"!! {what}");
        Broken ??= what;
        return true;
    }

    /// <param name="free">Which slots a rider could use then; null for a message about the past.</param>
    public void Sent(string device, string boot, long seq, bool[]? free) => sent[(device, boot, seq)] = free;

    /// <summary>This is on the disk now.</summary>
    public void Landed(StoreImage image)
    {
        foreach (var row in image.Rows.Where(row => row.Last > last).ToArray())
        {
            foreach (var record in StoreImage.Unpack(row))
            {
                Expect(record.Position == last + 1, $"record {record.Position} follows {last}");
                last = record.Position;
                Of(record.Key.Text()).Take(record.Position, record.Bytes, this);
            }
        }
    }

    /// <summary>The sender was told that it need not send this again.</summary>
    public void Acknowledged(Packet packet, Outcome outcome)
    {
        Tell($"acknowledged {packet}: {outcome.Kind}");
        Expect(outcome.Kind is not (OutcomeKind.Rejected or OutcomeKind.Shed), $"{packet} was answered {outcome.Kind} {outcome.Detail}");
        foreach (var device in outcome.Kind == OutcomeKind.History && packet.Verb == Verb.Birth ? [] : packet.Devices)
        {
            // A birth that a later message of the same life has overtaken has nothing to add.
            var isKept = packet.Verb == Verb.Birth ? Of(device).Reaches(packet.Boot, packet.Seq) : Of(device).Holds(packet.Boot, packet.Seq);
            Expect(isKept, $"{packet} was acknowledged and is not on the disk");
        }
    }

    /// <summary>A process has started and read its store.</summary>
    public void Recovered(Server server)
    {
        Expect(server.Committed == last, $"{last} records were on the disk, {server.Committed} were found");
        foreach (var (key, ledger) in devices)
        {
            var found = server.Board.GetValueOrDefault(key);
            Expect(Same(found, ledger.Latest), $"{key} was {Describe(ledger.Latest)} and came back as {Describe(found)}");
        }
    }

    public void Shown(Device? before, Device device, bool isWarning, long committed)
    {
        var key = device.Info.Id.ToString();
        Tell($"shown {key}: {Describe(device)}");
        Expect(device.JournalPosition <= committed && device.JournalPosition <= last, $"{key} is shown at {device.JournalPosition}, only {committed} is committed");
        Expect(before is null || Order(before).CompareTo(Order(device)) <= 0, $"{key} moves back from {Describe(before)} to {Describe(device)}");
        var durable = device.JournalPosition == 0 ? null : Of(key).At(device.JournalPosition);
        if (isWarning)
        {
            Expect(device.Safety, $"{key} is shown before it is durable without a danger");
        }
        else
        {
            Expect(Same(device, durable), $"{key} is shown as {Describe(device)}, on the disk is {Describe(durable)}");
        }

        for (var slot = 1; slot <= device.Info.Slots && sent.GetValueOrDefault((key, device.Boot, device.Seq)) is { } free; slot++)
        {
            Expect(!IsFree(device, slot) || free[slot - 1], $"{key} shows slot {slot} as free at {Describe(device)}, which is not true");
        }
    }

    /// <summary>Nothing is left to do: everything must be answered, shown, summed up, and no silence overlooked.</summary>
    public void AtRest(Server server, long now)
    {
        Expect(server.Waiting == 0, $"{server.Waiting} calls are never answered");
        foreach (var (key, ledger) in devices)
        {
            var shown = server.Board.GetValueOrDefault(key);
            Expect(shown is not null || ledger.Latest is null, $"{key} is not shown");
            Expect(shown is null || shown.JournalPosition >= ledger.LastChange, $"{key} is shown at {shown?.JournalPosition}, changed at {ledger.LastChange}");
        }

        foreach (var (key, device) in server.Board)
        {
            var silent = TimeSpan.FromMilliseconds(now - device.ReportedAt);
            Expect(device.Connection == Connection.Offline || silent < Silence.Default.Offline, $"{key} was silent for {silent} and is {device.Connection}");
        }

        foreach (var (station, summary) in server.Stations)
        {
            var tally = server.Board.Values.Where(device => device.Info.Station.ToString() == station)
                .Aggregate(default(Tally), (sum, device) => sum + Contribution.Of(device).Tally);
            Expect(summary.Charge.Tally == tally, $"{station} says {summary.Charge.Tally}, its devices {tally}");
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Breach($"logged: {formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }

    private Ledger Of(string device) => devices.TryGetValue(device, out var ledger) ? ledger : devices[device] = new Ledger();

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            Breach(otherwise);
        }
    }

    private static bool IsFree(Device device, int slot) => PublicStatuses.Of(device.SlotAxes(slot)) == PublicStatus.Available;

    /// <summary>Nodes number their lives, so that the truth is known here.</summary>
    private static (int Boot, long Seq) Order(Device device) => (int.Parse(device.Boot.AsSpan("boot-".Length), provider: null), device.Seq);

    private static bool Same(Device? a, Device? b) =>
        ReferenceEquals(a, b)
        || (a is not null && b is not null
            && (a.Boot, a.Seq, a.ReportedAt, a.Connection, a.Admin) == (b.Boot, b.Seq, b.ReportedAt, b.Connection, b.Admin)
            && a.Holding.SequenceEqual(b.Holding) && a.Watch.Pending.SequenceEqual(b.Watch.Pending) && a.Watch.Alarms.Select(Describe).SequenceEqual(b.Watch.Alarms.Select(Describe))
            && a.Held.SequenceEqual(b.Held)
            && a.Values.Samples().SequenceEqual(b.Values.Samples()));

    private static string Describe(Alarm alarm) => $"{alarm with { LastRaises = [] }} {string.Join(' ', alarm.LastRaises)}";

    private static string Describe(Device? device) => device is null ? "nothing"
        : $"{device.Boot}/{device.Seq} {device.Connection} [{string.Join(' ', Enumerable.Range(1, device.Info.Slots).Select(slot => PublicStatuses.Of(device.SlotAxes(slot))))}] at {device.JournalPosition}";
}
