using Stations.Model;

namespace Stations.Grains;

/// <summary>What the alarm engine remembers, at rest; the part of a <see cref="DeviceSnapshot"/> that an appliance without alarms does not have.</summary>
internal static class WatchSnapshot
{
    /// <summary>A time that never was.</summary>
    private const long Never = -1;

    public static void Write(SnapshotWriter output, Watch watch)
    {
        output.Write((ushort)watch.Pending.Length);
        foreach (var (condition, slot, since) in watch.Pending)
        {
            output.Write(condition.ToString());
            output.Write((byte)slot);
            output.Write(since);
        }

        output.Write((ushort)watch.Trails.Length);
        foreach (var (slot, lows) in watch.Trails)
        {
            output.Write((byte)slot);
            output.Write((byte)lows.Length);
            foreach (var (at, value) in lows)
            {
                output.Write(at);
                output.Write(value);
            }
        }

        output.Write((ushort)watch.Alarms.Length);
        foreach (var alarm in watch.Alarms)
        {
            Write(output, alarm);
        }

        Write(output, watch.Maintenance?.Begun);
        if (watch.Maintenance is { } maintenance)
        {
            output.Write(maintenance.Until);
            output.Write(maintenance.Text);
        }
    }

    public static Watch Read(ref SnapshotReader input)
    {
        var pending = new List<Pending>();
        for (var left = input.UInt16(); left > 0; left--)
        {
            var (condition, slot, since) = (input.Text(), input.Byte(), input.Int64());
            if (Enum.TryParse<Condition>(condition, out var known))
            {
                pending.Add(new Pending(known, slot, since));
            }
        }

        var trails = new Trail[input.UInt16()];
        for (var index = 0; index < trails.Length; index++)
        {
            var (slot, lows) = (input.Byte(), new Low[input.Byte()]);
            for (var low = 0; low < lows.Length; low++)
            {
                lows[low] = new Low(input.Int64(), input.Double());
            }

            trails[index] = new Trail(slot, lows);
        }

        var alarms = new List<Alarm>();
        for (var left = input.UInt16(); left > 0; left--)
        {
            if (ReadAlarm(ref input) is { } alarm)
            {
                alarms.Add(alarm);
            }
        }

        var maintenance = ReadSignature(ref input) is { } begun ? new Maintenance(begun, input.Int64(), input.Text()) : null;
        return new Watch { Pending = [.. pending], Trails = trails, Alarms = [.. alarms], Maintenance = maintenance };
    }

    private static void Write(SnapshotWriter output, Alarm alarm)
    {
        output.Write(alarm.Condition.ToString());
        output.Write((byte)alarm.Slot);
        output.Write(alarm.RaisedAt);
        output.Write(alarm.ClearedAt ?? Never);
        Write(output, alarm.Acknowledged);
        output.Write(alarm.Assignee);
        output.Write(alarm.Comment);
        output.Write(alarm.ShelvedUntil);
        output.Write((long)alarm.Raises);
        output.Write((byte)alarm.LastRaises.Length);
        foreach (var at in alarm.LastRaises)
        {
            output.Write(at);
        }
    }

    /// <summary>Null for a condition that this program does not know.</summary>
    private static Alarm? ReadAlarm(ref SnapshotReader input)
    {
        var isKnown = Enum.TryParse<Condition>(input.Text(), out var condition);
        var alarm = new Alarm(condition, input.Byte(), input.Int64())
        {
            ClearedAt = input.Int64() is >= 0 and var cleared ? cleared : null,
            Acknowledged = ReadSignature(ref input),
            Assignee = input.Text(),
            Comment = input.Text(),
            ShelvedUntil = input.Int64(),
            Raises = (int)input.Int64(),
        };
        var raises = new long[input.Byte()];
        for (var index = 0; index < raises.Length; index++)
        {
            raises[index] = input.Int64();
        }

        return isKnown ? alarm with { LastRaises = raises } : null;
    }

    private static void Write(SnapshotWriter output, Signature? signature)
    {
        output.Write(signature?.By);
        if (signature is not null)
        {
            output.Write(signature.At);
        }
    }

    private static Signature? ReadSignature(ref SnapshotReader input) => input.Text() is { } by ? new Signature(by, input.Int64()) : null;
}
