using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>What an envelope cannot say of a device.</summary>
internal sealed record DeviceHeader(DeviceInfo Info, Connection Connection, Admin Admin, bool ClockSuspect, Holding[] Holding);

/// <summary>A device at rest: a header, then all its values in the envelope that devices themselves use. <c>header length (4) · header · envelope</c>.</summary>
public static class DeviceSnapshot
{
    private const int MaxEnvelopeBytes = 256 * 1024;

    [ThreadStatic]
    private static ReadingParser? parser;

    public static byte[] Write(Device device)
    {
        var output = new ArrayBufferWriter<byte>(512);
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new DeviceHeader(device.Info, device.Connection, device.Admin, device.ClockSuspect, device.Holding), GrainsJson.Default.DeviceHeader);
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), header.Length);
        output.Advance(4);
        output.Write(header);
        EnvelopeWriter.Write(output, device.Boot, device.Seq, device.ReportedAt, [.. device.Values.Samples()], full: true, exact: true);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The device as the journal has it: its snapshot and the records after it. Null when it was never born.</summary>
    /// <exception cref="InvalidDataException">The journal's bytes are damaged or were written by a newer program.</exception>
    public static Device? Restore(Recovered recovered)
    {
        if (recovered.Damage is { } damage)
        {
            throw new InvalidDataException(damage);
        }

        parser ??= new ReadingParser(MaxEnvelopeBytes);
        var device = recovered.State.IsEmpty ? null : Read(recovered.State.Span, recovered.Position);
        foreach (var (position, bytes) in recovered.Records)
        {
            device = DeviceRecord.Read(bytes.Span).Apply(device, parser, position);
        }

        return device;
    }

    private static Device Read(ReadOnlySpan<byte> state, long position)
    {
        var headerBytes = BinaryPrimitives.ReadInt32LittleEndian(state);
        var header = JsonSerializer.Deserialize(state.Slice(4, headerBytes), GrainsJson.Default.DeviceHeader)!;
        if (!parser!.TryParse(state[(4 + headerBytes)..], out var reason, out var detail))
        {
            throw new InvalidDataException($"The snapshot of {header.Info.Id} cannot be read ({reason.Word()}: {detail}).");
        }

        var reading = parser.Reading;
        return Device.Born(header.Info, before: null, reading.Boot).Apply(reading, reading.DeviceTime) with
        {
            Connection = header.Connection,
            Admin = header.Admin,
            ClockSuspect = header.ClockSuspect,
            Holding = header.Holding ?? [],
            JournalPosition = position,
        };
    }
}
