using System.Buffers;
using System.Text.Json;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// A device at rest: a version, then everything in the order of <see cref="Write(Device)"/>. Words and fields are named and not numbered, so that a
/// newer program may know more of them; a name that this one does not know is left out. What few have stands at the end in sections.
/// </summary>
public static class DeviceSnapshot
{
    private const byte Version = 2;

    [ThreadStatic]
    private static ReadingParser? parser;

    public static byte[] Write(Device device) => Write(device, SnapshotSection.All);

    internal static byte[] Write(Device device, SnapshotSection[] known)
    {
        var output = new SnapshotWriter(new ArrayBufferWriter<byte>(512));
        output.Write(Version);
        output.Write(device.Info.Id.District);
        output.Write(device.Info.Id.Node);
        output.Write(device.Info.Id.Device);
        output.Write(device.Info.Station.District);
        output.Write(device.Info.Station.Station);
        output.Write(device.Info.Kind.Word());
        output.Write(device.Info.Name);
        output.Write((byte)device.Info.Slots);
        output.Write(device.Info.Firmware);
        output.Write(device.Boot);
        output.Write(device.Seq);
        output.Write(device.ReportedAt);
        output.Write(device.ClockSuspect ? (byte)1 : (byte)0);
        output.Write((byte)device.Connection);
        output.Write((byte)device.Admin);
        output.Write((ushort)device.Holding.Length);
        foreach (var (condition, slot, since) in device.Holding)
        {
            output.Write(condition.ToString());
            output.Write((byte)slot);
            output.Write(since);
        }

        output.Write((ushort)device.Values.Count);
        foreach (var sample in device.Values.Samples())
        {
            output.Write(Fields.Name(sample.Field));
            output.Write((byte)sample.Slot);
            output.Write(sample.Text);
            output.Write(sample.Number);
        }

        var isWatchWritten = device.Info.Model is not null || !ReferenceEquals(device.Watch, Watch.None);
        if (isWatchWritten)
        {
            WriteWatch(output, device);
        }

        foreach (var section in known)
        {
            if (section.Write(device) is not { } bytes)
            {
                continue;
            }

            if (!isWatchWritten)
            {
                isWatchWritten = true;
                WriteWatch(output, device);
            }

            output.Write(section.Name);
            output.Write(bytes);
        }

        return output.ToArray();
    }

    /// <summary>The device as the journal has it: its snapshot and the records after it. Null when it was never born.</summary>
    /// <exception cref="InvalidDataException">The journal's bytes are damaged, or unharmed and written by another version of the program.</exception>
    public static Device? Restore(Recovered recovered)
    {
        if (recovered.Damage is { } damage)
        {
            throw new InvalidDataException(damage);
        }

        var device = recovered.State.IsEmpty ? null : Read(recovered.State.Span, recovered.Position);
        foreach (var (position, bytes) in recovered.Records)
        {
            try
            {
                device = DeviceRecord.Read(bytes.Span).Apply(device, parser ??= new ReadingParser(), position);
            }
            catch (Exception unknown) when (unknown is JsonException or ArgumentOutOfRangeException or IndexOutOfRangeException)
            {
                throw new InvalidDataException($"The record at {position} says what this program does not know: {unknown.Message}", unknown);
            }
        }

        return device;
    }

    internal static Device Read(ReadOnlySpan<byte> state, long position) => Read(state, position, SnapshotSection.All);

    internal static Device Read(ReadOnlySpan<byte> state, long position, SnapshotSection[] known)
    {
        var input = new SnapshotReader(state);
        try
        {
            if (input.Byte() is not Version and var other)
            {
                throw new InvalidDataException($"A snapshot of version {other} cannot be read; this program reads version {Version}.");
            }

            var id = new DeviceId(input.Text()!, input.Text()!, input.Text()!);
            var station = new StationId(input.Text()!, input.Text()!);
            var (kind, name, slots, firmware) = (DeviceKinds.Parse(input.Text()), input.Text()!, input.Byte(), input.Text());
            var device = new Device
            {
                Info = new DeviceInfo(id, kind, station, name, slots, firmware),
                Boot = input.Text()!,
                Seq = input.Int64(),
                ReportedAt = input.Int64(),
                ClockSuspect = input.Byte() != 0,
                Connection = (Connection)input.Byte(),
                Admin = (Admin)input.Byte(),
                Holding = ReadHolding(ref input),
                Values = ReadValues(ref input),
                JournalPosition = position,
            };

            // The version before wrote no more, and reads no more: the two may run side by side.
            return input.IsAtEnd
                ? device with { Watch = Watch.Over(device) }
                : ReadSections(device with { Info = device.Info with { Model = input.Text() }, Watch = WatchSnapshot.Read(ref input) }, ref input, known);
        }
        catch (Exception damage) when (damage is ArgumentOutOfRangeException or JsonException)
        {
            throw new InvalidDataException("A snapshot ends too early, or a section of it is no JSON.", damage);
        }
    }

    private static void WriteWatch(SnapshotWriter output, Device device)
    {
        output.Write(device.Info.Model);
        WatchSnapshot.Write(output, device.Watch);
    }

    private static Device ReadSections(Device device, ref SnapshotReader input, SnapshotSection[] known)
    {
        while (!input.IsAtEnd)
        {
            var name = input.Text();
            var bytes = input.Bytes();
            device = Array.Find(known, one => one.Name == name)?.Read(device, bytes) ?? device;
        }

        return device;
    }

    private static Holding[] ReadHolding(ref SnapshotReader input)
    {
        var count = input.UInt16();
        if (count == 0)
        {
            return [];
        }

        var holding = new List<Holding>(count);
        for (var index = 0; index < count; index++)
        {
            var (condition, slot, since) = (input.Text(), input.Byte(), input.Int64());
            if (Enum.TryParse<Condition>(condition, out var known))
            {
                holding.Add(new Holding(known, slot, since));
            }
        }

        return [.. holding];
    }

    private static Values ReadValues(ref SnapshotReader input)
    {
        var samples = new Sample[input.UInt16()];
        var known = 0;
        for (var index = 0; index < samples.Length; index++)
        {
            var field = input.Field();
            samples[known] = new Sample(field, input.Byte(), HasValue: true, Text: input.Text(), Number: input.Double());
            known += field == Field.Unknown ? 0 : 1;
        }

        return Values.Of(samples.AsSpan(0, known));
    }
}
