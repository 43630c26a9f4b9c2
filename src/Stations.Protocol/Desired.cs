using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary>
/// What the server wants a device to be set to, retained on its <c>desired</c> topic with QoS 1: <c>{"version":3,"values":{"set_c":4}}</c>. A device sets
/// itself accordingly, keeps that over a restart, and answers on its <c>reported</c> topic, each time that it hears it. What is not named it leaves as it is.
/// </summary>
/// <param name="Version">Greater than that of every configuration of the device before it.</param>
public sealed record Desired([property: JsonRequired] long Version, [property: JsonRequired] IReadOnlyDictionary<string, SettingValue> Values)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.Desired);

    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Desired? desired)
    {
        desired = null;
        if (payload.Length > Reported.MaxBytes)
        {
            return false;
        }

        try
        {
            desired = JsonSerializer.Deserialize(payload, ProtocolJson.Default.Desired);
        }
        catch (JsonException)
        {
            return false;
        }

        return desired is not null;
    }
}
