using System.Text.Json;

namespace Stations.Protocol;

/// <summary>
/// Reads an envelope in place: <c>{"v":1,"boot":"…","seq":1,"ts":…,"hist":false,"full":false,"d":{…}}</c>.
/// Not safe for two threads at once; keep one per thread.
/// </summary>
/// <param name="maxPayloadBytes">Longer payloads are rejected unread; a stored state may be longer than a message.</param>
public sealed partial class ReadingParser(int maxPayloadBytes = Reading.MaxPayloadBytes)
{
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = Reading.MaxDepth, CommentHandling = JsonCommentHandling.Disallow };
    private readonly TextCache texts = new();

    /// <summary>The result of the last successful <see cref="TryParse"/>; reused by the next.</summary>
    public Reading Reading { get; } = new();

    public bool TryParse(ReadOnlySpan<byte> payload, out RejectReason reason, out string detail)
    {
        Reading.Clear();
        if (payload.Length <= maxPayloadBytes && TryReadPlain(payload))
        {
            (reason, detail) = (RejectReason.None, "");
            return true;
        }

        return TryParseAny(payload, out reason, out detail);
    }

    /// <summary>The general way: every JSON, and what is wrong with it.</summary>
    internal bool TryParseAny(ReadOnlySpan<byte> payload, out RejectReason reason, out string detail)
    {
        Reading.Clear();
        detail = "";
        if (payload.Length > maxPayloadBytes)
        {
            (reason, detail) = (RejectReason.TooLarge, $"{payload.Length} bytes; at most {maxPayloadBytes}");
            return false;
        }

        try
        {
            reason = ReadEnvelope(payload, ref detail);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader has no other way to say it; the second kind is a text that is no UTF-8 or half a surrogate pair.
            reason = JsonErrors.IsTooDeep(error) ? RejectReason.TooDeep : RejectReason.NotJson;
            detail = error.Message;
        }

        return reason == RejectReason.None;
    }

    private RejectReason ReadEnvelope(ReadOnlySpan<byte> payload, ref string detail)
    {
        var json = new Utf8JsonReader(payload, Options);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return Fail(RejectReason.WrongType, "an object was expected", ref detail);
        }

        var seen = Seen.None;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var reason = ReadProperty(ref json, ref seen, ref detail);
            if (reason != RejectReason.None)
            {
                return reason;
            }
        }

        json.Read(); // throws when something follows the object
        return seen == Seen.All ? CheckTime(ref detail) : Fail(RejectReason.MissingField, $"{Seen.All & ~seen} missing", ref detail);
    }

    private RejectReason ReadProperty(ref Utf8JsonReader json, ref Seen seen, ref string detail)
    {
        if (json.ValueTextEquals("d"u8))
        {
            seen |= Seen.D;
            json.Read();
            return ReadSamples(ref json, ref detail);
        }

        if (json.ValueTextEquals("seq"u8))
        {
            seen |= Seen.Seq;
            json.Read();
            Reading.Seq = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var seq) ? seq : -1;
            return Reading.Seq >= 0 ? RejectReason.None : Fail(RejectReason.WrongType, "seq must be an integer from 0", ref detail);
        }

        if (json.ValueTextEquals("ts"u8))
        {
            seen |= Seen.Ts;
            json.Read();
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var time))
            {
                return Fail(RejectReason.WrongType, "ts must be epoch milliseconds", ref detail);
            }

            Reading.DeviceTime = time;
            return RejectReason.None;
        }

        if (json.ValueTextEquals("boot"u8))
        {
            seen |= Seen.Boot;
            json.Read();
            if (json.TokenType != JsonTokenType.String || json.HasValueSequence || json.ValueSpan.Length is 0 or > Segment.MaxLength)
            {
                return Fail(RejectReason.WrongType, "boot must be a text of 1 to 64 characters", ref detail);
            }

            Reading.Boot = texts.Get(ref json);
            return RejectReason.None;
        }

        if (json.ValueTextEquals("v"u8))
        {
            seen |= Seen.V;
            json.Read();
            return json.TokenType == JsonTokenType.Number && json.TryGetInt32(out var version) && version == 1
                ? RejectReason.None
                : Fail(RejectReason.WrongVersion, "v must be 1", ref detail);
        }

        var historic = json.ValueTextEquals("hist"u8);
        if (historic || json.ValueTextEquals("full"u8))
        {
            json.Read();
            if (json.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            {
                return Fail(RejectReason.WrongType, "hist and full must be true or false", ref detail);
            }

            var flag = json.TokenType == JsonTokenType.True;
            (Reading.Historic, Reading.Full) = historic ? (flag, Reading.Full) : (Reading.Historic, flag);
            return RejectReason.None;
        }

        Reading.UnknownFields++;
        json.Skip();
        return RejectReason.None;
    }

    private RejectReason ReadSamples(ref Utf8JsonReader json, ref string detail)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return Fail(RejectReason.WrongType, "d must be an object", ref detail);
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!Fields.TryParse(json.ValueSpan, out var field, out var slot))
            {
                return Fail(RejectReason.TooMany, $"slots are slot.1 to slot.{Reading.MaxSlots}", ref detail);
            }

            json.Read();
            if (field == Field.Unknown)
            {
                Reading.UnknownFields++;
                json.Skip();
                continue;
            }

            var reason = ReadValue(ref json, field, slot, ref detail);
            if (reason != RejectReason.None)
            {
                return reason;
            }
        }

        return RejectReason.None;
    }

    private RejectReason ReadValue(ref Utf8JsonReader json, Field field, int slot, ref string detail)
    {
        var good = true;
        var reason = json.TokenType == JsonTokenType.StartObject
            ? ReadQualified(ref json, field, slot, ref good, out var sample)
            : ReadBare(ref json, field, slot, out sample);
        if (reason != RejectReason.None)
        {
            return Fail(reason, $"{Fields.Name(field)} must be a finite {Fields.Type(field)}".ToLowerInvariant(), ref detail);
        }

        return Reading.TryAdd(good ? sample : Sample.None(field, slot))
            ? RejectReason.None
            : Fail(RejectReason.TooMany, $"at most {Reading.MaxSamples} fields", ref detail);
    }

    /// <summary><c>{"v":1.5,"q":"good"}</c>; any other quality means that there is no value.</summary>
    private RejectReason ReadQualified(ref Utf8JsonReader json, Field field, int slot, ref bool good, out Sample sample)
    {
        sample = Sample.None(field, slot);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var value = json.ValueTextEquals("v"u8);
            var quality = json.ValueTextEquals("q"u8);
            json.Read();
            if (value)
            {
                var reason = ReadBare(ref json, field, slot, out sample);
                if (reason != RejectReason.None)
                {
                    return reason;
                }
            }
            else if (quality)
            {
                good = json.TokenType == JsonTokenType.String && json.ValueTextEquals("good"u8);
                json.Skip();
            }
            else
            {
                json.Skip();
            }
        }

        return RejectReason.None;
    }

    private RejectReason ReadBare(ref Utf8JsonReader json, Field field, int slot, out Sample sample)
    {
        sample = Sample.None(field, slot);
        switch (Fields.Type(field), json.TokenType)
        {
            case (_, JsonTokenType.Null):
                return RejectReason.None;
            case (FieldType.Number, JsonTokenType.Number):
                var number = json.GetDouble();
                var possible = Fields.CanBe(field, number);
                sample = sample with { HasValue = possible && !Fields.IsNone(field, number), Number = number };
                Reading.UnknownWords += possible ? 0 : 1;
                return double.IsFinite(number) ? RejectReason.None : RejectReason.NotFinite;
            case (FieldType.Flag, JsonTokenType.True or JsonTokenType.False):
                sample = sample with { HasValue = true, Number = json.TokenType == JsonTokenType.True ? 1 : 0 };
                return RejectReason.None;
            case (FieldType.Text, JsonTokenType.String) when json.ValueSpan.Length <= 256:
                sample = sample with { HasValue = true, Text = texts.Get(ref json) };
                Reading.UnknownWords += Fields.Knows(field, sample.Text) ? 0 : 1;
                return RejectReason.None;
            default:
                return RejectReason.WrongType;
        }
    }

    private RejectReason CheckTime(ref string detail) => Times.IsPlausible(Reading.DeviceTime)
        ? RejectReason.None
        : Fail(RejectReason.BadTime, $"ts {Reading.DeviceTime} is not epoch milliseconds between 2020 and 2100", ref detail);

    private static RejectReason Fail(RejectReason reason, string why, ref string detail)
    {
        detail = why;
        return reason;
    }

    [Flags]
    private enum Seen
    {
        None = 0,
        V = 1,
        Boot = 2,
        Seq = 4,
        Ts = 8,
        D = 16,
        All = V | Boot | Seq | Ts | D,
    }
}
