using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>A charging cabinet of which only the messages matter. Twenty share a station, two hundred a district, as real districts are small.</summary>
public sealed class LoadDevice
{
    private const int Slots = 12;
    private readonly DeviceId id;
    private readonly string station;
    private readonly string boot;
    private long seq;

    public LoadDevice(int number, string boot)
    {
        this.boot = boot;
        id = new DeviceId(string.Create(CultureInfo.InvariantCulture, $"load-{number / 200}"), string.Create(CultureInfo.InvariantCulture, $"n-{number}"), "cab");
        station = string.Create(CultureInfo.InvariantCulture, $"s-{number / 20 % 10}");
        BirthTopic = Topics.Of(id.NodeId, Verb.Birth);
        TelemetryTopic = Topics.Of(id, Verb.Tele);
    }

    public string BirthTopic { get; }

    public string TelemetryTopic { get; }

    public byte[] Birth(long ts)
    {
        var state = EnvelopeWriter.ToElement([
            Sample.Of(Field.TemperatureC, 24.5), Sample.Of(Field.VoltageV, 231), Sample.Of(Field.MainsOk, true), Sample.Of(Field.Smoke, false),
            .. Enumerable.Range(1, Slots).SelectMany(slot => new[] { Sample.Of(Field.Door, "closed", slot), Sample.Of(Field.Present, slot % 2 == 0, slot) })]);
        var birth = new Birth(
            1,
            boot,
            ++seq,
            ts,
            new BirthNode("Load", "L1", "1.0.0"),
            null,
            [new BirthDevice("cab", DeviceKind.ChargingCabinet.Word(), station, null, Slots)],
            new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["cab"] = state });
        return JsonSerializer.SerializeToUtf8Bytes(birth, ProtocolJson.Default.Birth);
    }

    /// <summary>About 150 bytes in which every value moves.</summary>
    public ReadOnlyMemory<byte> Telemetry(long ts)
    {
        var next = ++seq;
        var slot = (int)(next % Slots) + 1;
        var payload = new ArrayBufferWriter<byte>(256);
        EnvelopeWriter.Write(payload, boot, next, ts, [
            Sample.Of(Field.TemperatureC, 25 + next % 7 * 0.1, slot),
            Sample.Of(Field.PowerW, 400 + next % 50, slot),
            Sample.Of(Field.VoltageV, 230 + next % 9 * 0.3),
            Sample.Of(Field.TemperatureC, 24 + next % 11 * 0.1)]);
        return payload.WrittenMemory;
    }
}
