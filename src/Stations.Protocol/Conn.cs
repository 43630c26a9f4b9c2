using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Stations.Protocol;

/// <summary><c>{"online":true,"boot":"…","ts":…}</c>: a node's own word, or its will.</summary>
public sealed record Conn(bool Online, string Boot, long Ts)
{
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
            { Boot: null or "" or { Length: > Segment.MaxLength } } => (RejectReason.MissingField, "boot must be a text of 1 to 64 characters"),
            _ when !Times.IsPlausible(conn.Ts) => (RejectReason.BadTime, $"ts {conn.Ts} is not epoch milliseconds between 2020 and 2100"),
            _ => (RejectReason.None, ""),
        };
        return reason == RejectReason.None;
    }
}
