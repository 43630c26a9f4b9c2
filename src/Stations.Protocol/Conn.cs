using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary><c>{"online":true,"boot":"…","ts":…}</c>: a node's own word, or its will.</summary>
public sealed record Conn([property: JsonRequired] bool Online, [property: JsonRequired] string Boot, [property: JsonRequired] long Ts)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.Conn);

    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Conn? conn, out RejectReason reason, out string detail)
    {
        (conn, detail) = (null, "");
        if (payload.Length > Reading.MaxPayloadBytes)
        {
            (reason, detail) = (RejectReason.TooLarge, $"{payload.Length} bytes; at most {Reading.MaxPayloadBytes}");
            return false;
        }

        try
        {
            conn = JsonSerializer.Deserialize(payload, ProtocolJson.Default.Conn);
        }
        catch (JsonException error)
        {
            (reason, detail) = (JsonErrors.Classify(error), error.Message);
            return false;
        }

        (reason, detail) = conn switch
        {
            null => (RejectReason.WrongType, "an object was expected"),
            { Boot.Length: 0 or > Segment.MaxLength } => (RejectReason.WrongType, "boot must be a text of 1 to 64 characters"),
            _ when !Times.IsPlausible(conn.Ts) => (RejectReason.BadTime, $"ts {conn.Ts} is not epoch milliseconds between 2020 and 2100"),
            _ => (RejectReason.None, ""),
        };
        conn = reason == RejectReason.None ? conn : null;
        return conn is not null;
    }
}
