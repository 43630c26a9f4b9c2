using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// What few appliances have, at the end of a <see cref="DeviceSnapshot"/>: name, length (4), bytes; written only where there is something.
/// A program that does not know the name skips it and keeps nothing of it.
/// </summary>
/// <param name="Name">Its word for ever.</param>
/// <param name="Write">Null for nothing.</param>
internal sealed record SnapshotSection(string Name, Func<Device, byte[]?> Write, SnapshotSection.Reader Read)
{
    public delegate Device Reader(Device device, ReadOnlySpan<byte> bytes);

    /// <summary>All that this program knows, in the order in which they are written.</summary>
    public static readonly SnapshotSection[] All =
    [
        OfJson("trust", device => device.Trust is { Doubts.Length: 0, Tickets.Length: 0 } ? null : device.Trust, (device, trust) => device with { Trust = trust }, GrainsJson.Default.Trust),
        new("rhythms", device => RhythmSnapshot.Write(device.Trust.Rhythms), (device, bytes) => device with { Trust = device.Trust with { Rhythms = RhythmSnapshot.Read(bytes) } }),
        new(
            "clock",
            device => device.ClockAhead == 0 ? null : BitConverter.GetBytes(device.ClockAhead),
            (device, bytes) => device with { ClockAhead = BitConverter.ToInt64(bytes) }),
        OfJson("commands", device => device.Commands, (device, kept) => device with { Commands = kept }, GrainsJson.Default.DeviceCommands),
        OfJson("holds", device => device.Held.Length == 0 ? null : device.Held, (device, kept) => device with { Held = kept }, GrainsJson.Default.HoldArray),
        OfJson("config", device => device.Config, (device, kept) => device with { Config = kept }, GrainsJson.Default.Config),
        new(
            "firmware",
            device => device.FirmwareSince == 0 ? null : BitConverter.GetBytes(device.FirmwareSince),
            (device, bytes) => device with { FirmwareSince = BitConverter.ToInt64(bytes) }),
        new(
            "maker",
            device => device.Info.Maker is { } maker ? Encoding.UTF8.GetBytes(maker) : null,
            (device, bytes) => device with { Info = device.Info with { Maker = SharedText.Of(Encoding.UTF8.GetString(bytes)) } }),
    ];

    /// <summary>A member of <see cref="Device"/> as JSON.</summary>
    /// <param name="of">Null where it is nothing.</param>
    public static SnapshotSection OfJson<T>(string name, Func<Device, T?> of, Func<Device, T, Device> with, JsonTypeInfo<T> json)
        where T : class =>
        new(name, device => of(device) is { } kept ? JsonSerializer.SerializeToUtf8Bytes(kept, json) : null, (device, bytes) => with(device, JsonSerializer.Deserialize(bytes, json)!));
}
