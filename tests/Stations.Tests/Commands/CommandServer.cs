using System.Text.Json;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Commands;

/// <summary>To be found out.</summary>
internal enum PlantedBug
{
    None,
    SendsBeforeItIsWritten,
    IgnoresTheClock,
}

/// <summary>
/// What a server does with one device, step by step: decide, append, and when that is durable show, answer and send. Rules, records and snapshots
/// are the real ones; killed, it is what its journal holds.
/// </summary>
internal sealed class CommandServer
{
    private static readonly byte[] Key = "town:n1:cab"u8.ToArray();
    private readonly List<byte[]> durable = [];
    private readonly List<(byte[] Record, Action Committed)> appended = [];
    private readonly Dictionary<string, int> sent = new(StringComparer.Ordinal);
    private readonly ReadingParser parser = new();
    private Device? tip;

    public PlantedBug Bug { get; init; }

    /// <summary>A command leaves.</summary>
    public required Func<CommandMessage, bool> Send { get; init; }

    /// <summary>What is durable, as everybody sees it.</summary>
    public Device? Shown { get; private set; }

    public bool HasWork => appended.Count > 0;

    public void Born(DeviceBirth birth, long now)
    {
        if (!parser.TryParse(birth.State, out _, out _) || (tip is not null && tip.Boot == parser.Reading.Boot && parser.Reading.Seq <= tip.Seq))
        {
            return;
        }

        var born = Device.Born(birth.Info, tip, parser.Reading.Boot);
        var facts = Observation.FactsOf(born, tip, parser.Reading, now, RuleBook.Default);
        Append(DeviceRecord.RecordKind.Birth, now, facts, birth.ToBytes());
        tip = facts.Aggregate(born.Apply(parser.Reading, now), (device, fact) => device.Apply(fact));
        Follow(now);
    }

    public void Observe(byte[] payload, long now)
    {
        if (tip is null || !parser.TryParse(payload, out _, out _) || Observation.Of(tip, parser.Reading, now, RuleBook.Default) is not { Verdict: Verdict.Fresh } seen)
        {
            return;
        }

        Append(DeviceRecord.RecordKind.Message, now, seen.Facts, payload);
        tip = seen.Facts.Aggregate(seen.Next!, (device, fact) => device.Apply(fact));
        Follow(now);
    }

    /// <summary><paramref name="answer"/> is called when the answer is durable; never, if the server is killed before.</summary>
    public void Give(CommandRequest request, long now, Action<CommandAnswer> answer)
    {
        var turn = new CommandTurn(tip!, RuleBook.Default, now);
        var judged = CommandRules.Judge(ref turn, request);
        Take(turn, () => answer(judged));
        if (Bug == PlantedBug.SendsBeforeItIsWritten)
        {
            SendWaiting(now);
        }
    }

    public void Answered(Ack ack, long now)
    {
        if (tip is not null && ack.Boot == tip.Boot)
        {
            var turn = new CommandTurn(tip, RuleBook.Default, now);
            CommandRules.Hear(ref turn, ack);
            Take(turn);
        }
    }

    public void Sweep(long now)
    {
        if (tip is null || (Silence.Default.Of(tip, now) is null && !(Observation.DueAt(tip, RuleBook.Default) <= now)))
        {
            return;
        }

        var facts = Observation.AtTime(tip, now, Silence.Default, RuleBook.Default);
        if (facts.Count > 0)
        {
            Append(DeviceRecord.RecordKind.Facts, now, facts, []);
            tip = facts.Aggregate(tip, (device, fact) => device.Apply(fact));
        }

        Follow(now);
    }

    public void Commit(long now)
    {
        var committed = appended.ToArray();
        appended.Clear();
        durable.AddRange(committed.Select(one => one.Record));
        Shown = tip;
        Array.ForEach(committed, one => one.Committed());
        SendWaiting(now);
    }

    /// <summary>What was not durable never was. A part of the journal may have become a snapshot meanwhile.</summary>
    public void Kill(int snapshotOf, long now)
    {
        appended.Clear();
        sent.Clear();
        var covered = durable.Take(snapshotOf % (durable.Count + 1)).ToArray();
        var before = Restore([], covered, 0);
        tip = Shown = Restore(before is null ? [] : DeviceSnapshot.Write(before), durable.Skip(covered.Length), covered.Length);
        if (tip is not null)
        {
            var turn = new CommandTurn(tip, RuleBook.Default, now);
            CommandRules.Recover(ref turn);
            Take(turn);
            SendWaiting(now);
        }
    }

    private static Device? Restore(byte[] state, IEnumerable<byte[]> records, long position) => DeviceSnapshot.Restore(new Recovered(
        Key, position, state, [.. records.Select((bytes, index) => new JournalRecord(position + index + 1, bytes))], Damage: null));

    private void Follow(long now)
    {
        var turn = new CommandTurn(tip!, RuleBook.Default, now);
        CommandRules.Advance(ref turn);
        Take(turn);
    }

    private void Take(CommandTurn turn, Action? committed = null)
    {
        Append(DeviceRecord.RecordKind.Command, turn.Now, turn.Facts, JsonSerializer.SerializeToUtf8Bytes(turn.Steps, GrainsJson.Default.IReadOnlyListCommandStep), committed);
        tip = turn.Device;
    }

    private void Append(DeviceRecord.RecordKind kind, long now, IReadOnlyList<Fact> facts, byte[] payload, Action? committed = null)
    {
        var record = new byte[DeviceRecord.LengthOf(facts.Count, payload.Length)];
        DeviceRecord.Write(record, kind, now, facts, payload);
        appended.Add((record, committed ?? (() => { })));
    }

    private CommandMessage Written(Device device, Command command) => command.ToMessage(Bug == PlantedBug.IgnoresTheClock ? device with { ClockAhead = 0 } : device);

    private void SendWaiting(long now)
    {
        var picture = Bug == PlantedBug.SendsBeforeItIsWritten ? tip : Shown;
        foreach (var command in picture?.Commands?.Open ?? [])
        {
            if (sent.GetValueOrDefault(command.Id) >= command.Attempts || !CommandRules.MayLeave(picture!, command, now))
            {
                continue;
            }

            sent[command.Id] = command.Attempts;
            if (Send(Written(picture!, command)))
            {
                var turn = new CommandTurn(tip!, RuleBook.Default, now);
                CommandRules.Send(ref turn, command.Id);
                Take(turn);
            }
        }
    }
}
