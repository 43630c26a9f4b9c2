using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary>What a device says of a command.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AckState>))]
public enum AckState
{
    [JsonStringEnumMemberName("RECEIVED")]
    Received,

    /// <summary>It was done. Whether that shows is for telemetry to say.</summary>
    [JsonStringEnumMemberName("DONE")]
    Done,

    /// <summary>Not done, and why not.</summary>
    [JsonStringEnumMemberName("REJECTED")]
    Rejected,

    /// <summary>Tried in vain.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    /// <summary>Not done: it came after its time.</summary>
    [JsonStringEnumMemberName("EXPIRED")]
    Expired,
}

/// <summary>
/// A device's word on a command, on its <c>ack</c> topic with QoS 1: <c>{"boot":"…","seq":17,"ts":…,"id":"19f3a","state":"DONE"}</c>. Its order is that of
/// the states; a boot that is not the device's current one makes it history.
/// </summary>
/// <param name="Id">Of the command.</param>
/// <param name="Reason">Why it was not done; longer than <see cref="MaxReason"/> is cut.</param>
/// <param name="Boot">The device's life; may be absent.</param>
/// <param name="Seq">As in every message of the node; may be absent.</param>
public sealed record Ack(
    [property: JsonRequired] string Id, [property: JsonRequired] AckState State, string? Reason = null, string? Boot = null, long? Seq = null, long? Ts = null)
{
    public const int MaxReason = 200;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.Ack);

    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Ack? ack, out RejectReason reason, out string detail)
    {
        (ack, detail) = (null, "");
        if (payload.Length > Reading.MaxPayloadBytes)
        {
            (reason, detail) = (RejectReason.TooLarge, $"{payload.Length} bytes; at most {Reading.MaxPayloadBytes}");
            return false;
        }

        try
        {
            ack = JsonSerializer.Deserialize(payload, ProtocolJson.Default.Ack);
        }
        catch (JsonException error)
        {
            (reason, detail) = (JsonErrors.Classify(error), error.Message);
            return false;
        }

        (reason, detail) = ack switch
        {
            null => (RejectReason.WrongType, "an object was expected"),
            { Id.Length: 0 or > Segment.MaxLength } => (RejectReason.WrongType, "id must be a text of 1 to 64 characters"),
            _ when !Enum.IsDefined(ack.State) => (RejectReason.WrongType, "state must be RECEIVED, DONE, REJECTED, FAILED or EXPIRED"),
            _ => (RejectReason.None, ""),
        };
        ack = reason != RejectReason.None ? null : ack!.Reason is { Length: > MaxReason } ? ack with { Reason = ack.Reason[..MaxReason] } : ack;
        return ack is not null;
    }
}
