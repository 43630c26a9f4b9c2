using System.Text;
using System.Text.Json;
using Stations.Grains;
using Stations.Journal;
using Stations.Journal.History;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.History;

/// <summary>From the journal's records to raw readings and events. Used by the follower's thread alone.</summary>
internal sealed class RecordReader(Followed followed, StationBoard board, Retention retention, HistoryMetrics metrics)
{
    private readonly ReadingParser parser = new();
    private readonly Dictionary<DeviceId, StationId> born = [];

    public void Read(List<CommittedRecord> records)
    {
        foreach (var record in records)
        {
            // Numbers that are left out, and keys that are not devices'.
            if (record.Key.Span is [] or [(byte)'/', ..])
            {
                continue;
            }

            try
            {
                Read(record);
            }
            catch (Exception error) when (error is JsonException or InvalidDataException or ArgumentOutOfRangeException or IndexOutOfRangeException)
            {
                metrics.CountUnreadable();
            }
        }

        metrics.CountFollowed(records.Count);
    }

    private void Read(in CommittedRecord committed)
    {
        var record = DeviceRecord.Read(committed.Bytes.Span);
        var payload = committed.Bytes[^record.Payload.Length..];
        switch (record.Kind)
        {
            case DeviceRecord.RecordKind.Message:
                followed.Keep(committed.Key.Span, new RawRecord(committed.Position, record.At, Late: false, payload));
                break;
            case DeviceRecord.RecordKind.Birth:
                var birth = DeviceBirth.Read(payload.Span);
                born[birth.Info.Id] = birth.Info.Station;
                followed.Keep(committed.Key.Span, new RawRecord(committed.Position, record.At, Late: false, birth.State));
                followed.Keep(Event(committed, birth.Info.Station, record.At, ordinal: 0, EventKinds.Born, slot: 0));
                break;
            case DeviceRecord.RecordKind.Historic or DeviceRecord.RecordKind.Aside:
                KeepLate(committed, record.At, payload);
                break;
        }

        if (record.FactCount > 0)
        {
            var station = StationOf(committed.Key);
            var note = record.Kind == DeviceRecord.RecordKind.Act ? NoteOf(payload.Span) : "";
            for (var index = 0; index < record.FactCount; index++)
            {
                var fact = record.FactAt(index);
                if (fact.IsHint)
                {
                    continue;
                }

                var own = fact.Kind == FactKind.SessionEnded ? NoteOfEnd(committed, SessionEnd.ReasonOf(record.ReadFacts(), fact.Slot), fact.Slot, record.At) : note;
                followed.Keep(Event(committed, station, record.At, index + 1, (int)fact.Kind, fact.Slot) with { Note = own });
            }
        }

        if (record.Kind == DeviceRecord.RecordKind.Command)
        {
            KeepSteps(committed, record.At, record.FactCount, payload);
        }
    }

    private void KeepSteps(in CommittedRecord committed, long at, int ordinal, ReadOnlyMemory<byte> payload)
    {
        var station = StationOf(committed.Key);
        foreach (var step in DeviceRecord.ReadSteps(payload.Span))
        {
            ordinal++;
            if (step.Move != CommandMove.HandedOut)
            {
                var text = step.Command is { } command ? $"{command.Verb}: {command.Reason}" : step.Why;
                followed.Keep(Event(committed, station, at, ordinal, EventKinds.Of(step.Move), step.Slot) with { Note = new EventNote(step.By, text, step.IsOfInterlock ? null : step.Id).ToString() });
            }
        }
    }

    /// <summary>Why a session ended; of one that was stopped also who or what did it, and by which command.</summary>
    private string NoteOfEnd(in CommittedRecord committed, string reason, int slot, long at)
    {
        var stop = reason == SessionEnd.Stopped ? SessionEnd.StopOf(DeviceOf(committed.Key)?.Commands, slot, at) : null;
        return new EventNote(stop?.By, reason, stop?.Id).ToString();
    }

    private static string NoteOf(ReadOnlySpan<byte> act)
    {
        var said = DeviceRecord.ReadAct(act);
        return new EventNote(said.By, said.Text).ToString();
    }

    /// <summary>
    /// What comes late counts when the device says that it was, unless the device's clock cannot be believed: one that runs ahead, or that of a
    /// device whose live messages show it.
    /// </summary>
    private void KeepLate(in CommittedRecord committed, long at, ReadOnlyMemory<byte> payload)
    {
        if (!parser.TryParse(payload.Span, out _, out _))
        {
            metrics.CountUnreadable();
            return;
        }

        var reading = parser.Reading;
        var ahead = reading.DeviceTime - at > Device.ClockLimit.TotalMilliseconds;
        var suspect = !reading.Historic && DeviceOf(committed.Key) is { ClockSuspect: true };
        var time = ahead || suspect ? at : reading.DeviceTime;
        if (Spans.HourOf(time) < Spans.HourOf(at - retention.RawDays * Spans.Day))
        {
            metrics.CountTooOld();
            return;
        }

        followed.Keep(committed.Key.Span, new RawRecord(committed.Position, time, Late: true, payload));
        KeepLateAlarms(committed, reading, time);
    }

    /// <summary>What is true now is not touched by it, so this is the only place where a danger of the past shows.</summary>
    private void KeepLateAlarms(in CommittedRecord committed, Reading reading, long time)
    {
        if (DeviceOf(committed.Key) is not { } device)
        {
            return;
        }

        var ordinal = 0;
        foreach (var fact in LateAlarms.Of(device, reading, time, board.Rules))
        {
            followed.Keep(Event(committed, device.Info.Station, time, ++ordinal, EventKinds.Late(fact.Kind), fact.Slot));
        }
    }

    private Device? DeviceOf(ReadOnlyMemory<byte> key) =>
        DeviceId.TryParse(Encoding.ASCII.GetString(key.Span), out var id) ? board.Find(id)?.Device : null;

    /// <summary>Where the device stood: as its last birth said, which the board may not show yet.</summary>
    private StationId? StationOf(ReadOnlyMemory<byte> key)
    {
        if (DeviceOf(key)?.Info is { } shown && born.GetValueOrDefault(shown.Id) == shown.Station)
        {
            born.Remove(shown.Id);
        }

        return !DeviceId.TryParse(Encoding.ASCII.GetString(key.Span), out var id) ? null
            : born.TryGetValue(id, out var station) ? station
            : board.Find(id)?.Device.Info.Station;
    }

    private static HistoryEvent Event(in CommittedRecord committed, StationId? station, long at, int ordinal, int kind, int slot)
    {
        var device = Encoding.ASCII.GetString(committed.Key.Span);
        return new(
            new EventKey(at, committed.Position, ordinal), device, station?.ToString() ?? "", station?.District ?? device[..Math.Max(0, device.IndexOf(':'))], kind, slot);
    }
}
