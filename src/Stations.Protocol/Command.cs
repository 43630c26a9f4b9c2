using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary><c>{"cmd":"rebirth"}</c>: what the server asks of a device, on the device's <c>cmd</c> topic.</summary>
/// <param name="Cmd">The verb, such as <see cref="Rebirth"/>.</param>
/// <param name="Id">The device answers with it on its <c>ack</c> topic; none for a command that is answered otherwise.</param>
public sealed record Command([property: JsonRequired] string Cmd, string? Id = null)
{
    /// <summary>Asks the whole node for a birth, whichever of its devices it is sent to. The birth is the answer.</summary>
    public const string Rebirth = "rebirth";

    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Command? command)
    {
        command = null;
        if (payload.Length > Reading.MaxPayloadBytes)
        {
            return false;
        }

        try
        {
            command = JsonSerializer.Deserialize(payload, ProtocolJson.Default.Command);
        }
        catch (JsonException)
        {
            return false;
        }

        return command is not null;
    }
}
