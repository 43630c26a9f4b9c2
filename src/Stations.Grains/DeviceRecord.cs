using System.Buffers.Binary;
using System.Text.Json;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// What the journal holds of a device: how a message was decided, so that a restart repeats the outcome and not the decision.
/// <c>kind (1) · server time (8) · number of facts (2) · facts (2 each: kind, and 128 for a hint; slot) · payload</c>.
/// </summary>
public readonly ref struct DeviceRecord
{
    /// <summary>No message's record is longer; a state that came from another server may be.</summary>
    public const int UsualBytes = HeaderBytes + MaxFacts * 2 + 64 * 1024;
    private const int HeaderBytes = 11;
    private const int MaxFacts = 2048;
    private const byte Hint = 0x80;

    private DeviceRecord(RecordKind kind, long at, ReadOnlySpan<byte> facts, ReadOnlySpan<byte> payload)
    {
        Kind = kind;
        At = at;
        Facts = facts;
        Payload = payload;
    }

    public enum RecordKind : byte
    {
        /// <summary>A live message and its facts.</summary>
        Message = 1,

        /// <summary>A <see cref="DeviceBirth"/> and its facts.</summary>
        Birth = 2,

        /// <summary>Facts without a message: silence, a lost node.</summary>
        Facts = 3,

        /// <summary>Sent later by the device itself; counts in its sequence.</summary>
        Historic = 4,

        /// <summary>Overtaken, of another life, or of a device never born; changes nothing.</summary>
        Aside = 5,

        /// <summary>The state itself, of a device that came from another server: what that one wrote may be read later than this.</summary>
        Whole = 6,

        /// <summary>What a person did, an <see cref="Stations.Model.Act"/>, and its facts.</summary>
        Act = 7,

        /// <summary>What happened to the device's commands, a list of <see cref="CommandStep"/>, and its facts.</summary>
        Command = 8,

        /// <summary>What happened to what riders hold, a list of <see cref="HoldStep"/>, and its facts.</summary>
        Hold = 9,

        /// <summary>What is said about how far to believe it, a <see cref="ReportEvent"/>, and its facts.</summary>
        Report = 10,

        /// <summary>What is new about its configuration, a <see cref="Stations.Model.Config"/> with that alone.</summary>
        Config = 11,
    }

    public RecordKind Kind { get; }

    /// <summary>Server time, epoch milliseconds.</summary>
    public long At { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public int FactCount => Facts.Length / 2;

    private ReadOnlySpan<byte> Facts { get; }

    public static int LengthOf(int facts, int payload) => HeaderBytes + facts * 2 + payload;

    public static int Write(Span<byte> output, RecordKind kind, long at, IReadOnlyList<Fact> facts, ReadOnlySpan<byte> payload)
    {
        output[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(output[1..], at);
        BinaryPrimitives.WriteUInt16LittleEndian(output[9..], (ushort)facts.Count);
        var length = HeaderBytes;
        for (var index = 0; index < facts.Count; index++)
        {
            output[length++] = (byte)((byte)facts[index].Kind | (facts[index].IsHint ? Hint : 0));
            output[length++] = (byte)facts[index].Slot;
        }

        payload.CopyTo(output[length..]);
        return length + payload.Length;
    }

    public static DeviceRecord Read(ReadOnlySpan<byte> record)
    {
        var facts = BinaryPrimitives.ReadUInt16LittleEndian(record[9..]) * 2;
        return new(
            (RecordKind)record[0],
            BinaryPrimitives.ReadInt64LittleEndian(record[1..]),
            record.Slice(HeaderBytes, facts),
            record[(HeaderBytes + facts)..]);
    }

    public Fact[] ReadFacts()
    {
        var facts = new Fact[FactCount];
        for (var index = 0; index < facts.Length; index++)
        {
            facts[index] = FactAt(index);
        }

        return facts;
    }

    public Fact FactAt(int index) => new((FactKind)(Facts[2 * index] & ~Hint), Facts[2 * index + 1], At, (Facts[2 * index] & Hint) != 0);

    /// <summary>The device after this record.</summary>
    /// <param name="device">The device before it; null before its first birth.</param>
    public Device? Apply(Device? device, ReadingParser parser, long position)
    {
        switch (Kind)
        {
            case RecordKind.Birth:
                var birth = DeviceBirth.Read(Payload);
                Parse(parser, birth.State);
                device = Device.Born(birth.Info, device, parser.Reading.Boot).Apply(parser.Reading, At);
                break;
            case RecordKind.Message when device is not null:
                Parse(parser, Payload);
                device = device.Apply(parser.Reading, At);
                break;
            case RecordKind.Historic when device is not null:
                Parse(parser, Payload);
                device = device.Pass(parser.Reading);
                break;
            case RecordKind.Whole:
                device = DeviceSnapshot.Read(Payload, position);
                break;
            case RecordKind.Act when device is not null:
                device = device.Apply(ReadAct(Payload), At);
                break;
            case RecordKind.Report when device is not null:
                device = device.Apply(JsonSerializer.Deserialize(Payload, GrainsJson.Default.ReportEvent)!, At);
                break;
            case RecordKind.Config when device is not null:
                device = device.Apply(JsonSerializer.Deserialize(Payload, GrainsJson.Default.Config)!);
                break;
            case RecordKind.Command when device is not null:
                foreach (var step in ReadSteps(Payload))
                {
                    device = device.Apply(step, At);
                }

                break;
            case RecordKind.Hold when device is not null:
                foreach (var step in JsonSerializer.Deserialize(Payload, GrainsJson.Default.IReadOnlyListHoldStep)!)
                {
                    device = device.Apply(step, At);
                }

                break;
        }

        for (var index = 0; device is not null && index < FactCount; index++)
        {
            device = device.Apply(FactAt(index));
        }

        return device is null ? null : device with { JournalPosition = position };
    }

    public static Act ReadAct(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize(payload, GrainsJson.Default.Act)!;

    public static IReadOnlyList<CommandStep> ReadSteps(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize(payload, GrainsJson.Default.IReadOnlyListCommandStep)!;

    private static void Parse(ReadingParser parser, ReadOnlySpan<byte> payload)
    {
        if (!parser.TryParse(payload, out var reason, out var detail))
        {
            throw new InvalidDataException($"A journalled message can no longer be read ({reason.Word()}: {detail}).");
        }
    }
}
