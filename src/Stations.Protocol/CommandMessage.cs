using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary>
/// What the server asks of a device, on the device's <c>cmd</c> topic:
/// <c>{"cmd":"charge.start","id":"19f3a","slot":3,"epoch":1793320000123,"exp":1793320009123,"target_pct":90}</c>. A device remembers the last
/// <see cref="Remembered"/> ids: one that it knows it does not do again but answers as before. Stops alone are done again.
/// </summary>
/// <param name="Cmd">The verb, see <see cref="CommandVerb"/>.</param>
/// <param name="Id">The device answers with it on its <c>ack</c> topic, see <see cref="Ack"/>; none for a command that is answered otherwise.</param>
/// <param name="Slot">From 1; absent for the appliance itself.</param>
/// <param name="Epoch">Grows with every command to the device. One that is lower than what was done last for the same slot, or for the whole appliance, came too late.</param>
/// <param name="Exp">By the device's own clock, epoch milliseconds: from then on it must not be done any more.</param>
public sealed record CommandMessage([property: JsonRequired] string Cmd, string? Id = null, int? Slot = null, long? Epoch = null, long? Exp = null)
{
    public const int Remembered = 64;

    /// <summary>State of charge, percent, at which a charge ends.</summary>
    public const string TargetPct = "target_pct";

    /// <summary>For how long something is on, seconds; 0 for off.</summary>
    public const string DurationS = "duration_s";

    /// <summary>What the verb takes besides, by name. Set once: the serializer cannot fill it any other way.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Arguments { get; set; }

    /// <summary>Null when it is absent or no number.</summary>
    public double? Number(string argument) =>
        Arguments is not null && Arguments.TryGetValue(argument, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public static JsonElement Value(double number) => JsonSerializer.SerializeToElement(number, ProtocolJson.Default.Double);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.CommandMessage);

    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out CommandMessage? command)
    {
        command = null;
        if (payload.Length > Reading.MaxPayloadBytes)
        {
            return false;
        }

        try
        {
            command = JsonSerializer.Deserialize(payload, ProtocolJson.Default.CommandMessage);
        }
        catch (JsonException)
        {
            return false;
        }

        return command is not null;
    }
}
