using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary>
/// What a device says it is set to, on its <c>reported</c> topic with QoS 1, in answer to <see cref="Desired"/> and whenever it changes:
/// <c>{"boot":"…","seq":17,"ts":…,"version":3,"values":{"set_c":4}}</c>.
/// </summary>
/// <param name="Version">Of the last configuration that it heard; 0 before the first.</param>
/// <param name="Values">What it is set to now, by name; what it was told and leaves out counts as different.</param>
/// <param name="Refused">Why it does not take that configuration; absent when it does. Longer than <see cref="Ack.MaxReason"/> is cut.</param>
/// <param name="Boot">The device's life; may be absent.</param>
/// <param name="Seq">As in every message of the node; may be absent.</param>
public sealed record Reported(
    [property: JsonRequired] long Version, [property: JsonRequired] IReadOnlyDictionary<string, SettingValue> Values, string? Refused = null, string? Boot = null, long? Seq = null, long? Ts = null)
{
    public const int MaxBytes = 4096;
    public const int MaxValues = 64;

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.Reported);

    public static bool TryParse(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Reported? reported, out RejectReason reason, out string detail)
    {
        (reported, detail) = (null, "");
        if (payload.Length > MaxBytes)
        {
            (reason, detail) = (RejectReason.TooLarge, $"{payload.Length} bytes; at most {MaxBytes}");
            return false;
        }

        try
        {
            reported = JsonSerializer.Deserialize(payload, ProtocolJson.Default.Reported);
        }
        catch (JsonException error)
        {
            (reason, detail) = (JsonErrors.Classify(error), error.Message);
            return false;
        }

        (reason, detail) = reported switch
        {
            null => (RejectReason.WrongType, "an object was expected"),
            { Version: < 0 } => (RejectReason.WrongType, "version counts from 0"),
            { Values.Count: > MaxValues } => (RejectReason.TooMany, $"at most {MaxValues} values"),
            _ => (RejectReason.None, ""),
        };
        reported = reason != RejectReason.None ? null : reported!.Refused is { Length: > Ack.MaxReason } why ? reported with { Refused = why[..Ack.MaxReason] } : reported;
        return reported is not null;
    }
}
