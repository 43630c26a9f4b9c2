using System.Text.Json;
using Stations.Model;

namespace Stations.Grains;

/// <summary>What a node's birth says of one of its devices.</summary>
/// <param name="State">Its full state, an envelope as the device alone would have sent it.</param>
[GenerateSerializer, Immutable, Alias("device-birth")]
public sealed record DeviceBirth([property: Id(0)] DeviceInfo Info, [property: Id(1)] byte[] State)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, GrainsJson.Default.DeviceBirth);

    public static DeviceBirth Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, GrainsJson.Default.DeviceBirth)!;
}
