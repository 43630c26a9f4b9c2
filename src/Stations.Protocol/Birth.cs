using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary>
/// What a node says of itself after every connect: what it carries, and its full state.
/// <c>{"v":1,"boot":"…","seq":1,"ts":…,"full":true,"node":{…},"stations":[…],"devices":[…],"d":{"cab":{…}}}</c>
/// </summary>
/// <param name="Stations">A gateway may describe the station that it stands in; honoured where births may enrol.</param>
/// <param name="D">The full state of each device by its name, in the fields of <see cref="Fields"/>.</param>
public sealed record Birth(
    [property: JsonRequired] int V,
    [property: JsonRequired] string Boot,
    [property: JsonRequired] long Seq,
    [property: JsonRequired] long Ts,
    BirthNode? Node,
    IReadOnlyList<BirthStation>? Stations,
    [property: JsonRequired] IReadOnlyList<BirthDevice> Devices,
    IReadOnlyDictionary<string, JsonElement>? D)
{
    public const int MaxDevices = 64;

    /// <summary>A birth leaves nothing out.</summary>
    public bool Full { get; } = true;

    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Birth? birth, out RejectReason reason, out string detail)
    {
        (birth, detail) = (null, "");
        if (payload.Length > Reading.MaxPayloadBytes)
        {
            (reason, detail) = (RejectReason.TooLarge, $"{payload.Length} bytes; at most {Reading.MaxPayloadBytes}");
            return false;
        }

        try
        {
            birth = JsonSerializer.Deserialize(payload, ProtocolJson.Default.Birth);
        }
        catch (JsonException error)
        {
            reason = JsonErrors.Classify(error);
            detail = error.Message;
            return false;
        }

        (reason, detail) = Check(birth);
        birth = reason == RejectReason.None ? birth : null;
        return birth is not null;
    }

    /// <summary>The envelope that <paramref name="device"/> would have sent alone, so that one parser reads all states.</summary>
    public byte[] StateOf(string device)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("v"u8, V);
        json.WriteString("boot"u8, Boot);
        json.WriteNumber("seq"u8, Seq);
        json.WriteNumber("ts"u8, Ts);
        json.WriteBoolean("full"u8, value: true);
        json.WritePropertyName("d"u8);
        if (D is not null && D.TryGetValue(device, out var state))
        {
            // As it came: a text that cannot be unescaped is for the parser to refuse.
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(state), skipInputValidation: true);
        }
        else
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (RejectReason Reason, string Detail) Check(Birth? birth) => birth switch
    {
        null => (RejectReason.WrongType, "an object was expected"),
        { V: not 1 } => (RejectReason.WrongVersion, "v must be 1"),
        { Boot.Length: 0 or > Segment.MaxLength } or { Seq: < 0 } => (RejectReason.WrongType, "boot must be a text of 1 to 64 characters; seq counts from 0"),
        _ when !Times.IsPlausible(birth.Ts) => (RejectReason.BadTime, $"ts {birth.Ts} is not epoch milliseconds between 2020 and 2100"),
        { Devices.Count: > MaxDevices } or { Stations.Count: > MaxDevices } => (RejectReason.TooMany, $"at most {MaxDevices} devices and stations"),
        _ when birth.Devices.Any(device => device is not { IsValid: true }) => (RejectReason.WrongType, $"each device needs an id, a station and 0 to {Reading.MaxSlots} slots"),
        _ when birth.Devices.DistinctBy(device => device.Device, StringComparer.Ordinal).Count() < birth.Devices.Count => (RejectReason.WrongType, "two devices have the same id"),
        _ when birth.Stations?.Any(station => station is not { IsValid: true }) == true => (RejectReason.WrongType, "each station needs an id and a position on Earth, or none"),
        _ => (RejectReason.None, ""),
    };
}

public sealed record BirthNode(
    [property: JsonConverter(typeof(SharedTextConverter))] string? Maker,
    [property: JsonConverter(typeof(SharedTextConverter))] string? Model,
    [property: JsonConverter(typeof(SharedTextConverter))] string? Firmware);

/// <param name="Kind">A word of <see cref="DeviceKinds"/>; another one makes an appliance whose state stays unknown.</param>
/// <param name="Slots">Doors of a charging cabinet, holes, ports, or kinds of item, 0 to 64.</param>
public sealed record BirthDevice(
    [property: JsonConverter(typeof(SharedTextConverter))] string Device,
    [property: JsonConverter(typeof(SharedTextConverter))] string Kind,
    [property: JsonConverter(typeof(SharedTextConverter))] string Station,
    [property: JsonConverter(typeof(SharedTextConverter))] string? Name,
    int Slots = 0)
{
    [JsonIgnore]
    public bool IsValid => Segment.IsValid(Device) && Segment.IsValid(Station) && Slots is >= 0 and <= Reading.MaxSlots && Name is not { Length: > 128 };
}

/// <param name="Latitude">Degrees north, WGS-84.</param>
/// <param name="Longitude">Degrees east, WGS-84.</param>
/// <param name="Hours"><c>24/7</c>, or opening and closing time such as <c>07:00-01:00</c>.</param>
public sealed record BirthStation(
    string Station,
    IReadOnlyDictionary<string, string>? Name,
    IReadOnlyDictionary<string, string>? DistrictName,
    IReadOnlyDictionary<string, string>? Address,
    string? Hours,
    double? Latitude,
    double? Longitude)
{
    [JsonIgnore]
    public bool IsValid => Segment.IsValid(Station) && Positions.AreValidOrAbsent(Latitude, Longitude);
}
