namespace Stations.Protocol;

/// <summary>
/// The short way for what almost every message is: nothing unknown or impossible in it, and texts that came before. What it reads the general way would read alike,
/// in five times the time.
/// </summary>
public sealed partial class ReadingParser
{
    internal bool TryReadPlain(ReadOnlySpan<byte> payload)
    {
        var json = new PlainJson(payload);
        var seen = Seen.None;
        if (!json.TryTake('{'))
        {
            return false;
        }

        do
        {
            if (!json.TryName(out var name) || !TryReadPlain(ref json, name, ref seen))
            {
                return false;
            }
        }
        while (json.TryTake(','));
        return json.TryTake('}') && json.IsOver && seen == Seen.All && Times.IsPlausible(Reading.DeviceTime);
    }

    private bool TryReadPlain(ref PlainJson json, ReadOnlySpan<byte> name, ref Seen seen)
    {
        if (name.SequenceEqual("d"u8))
        {
            seen |= Seen.D;
            return TryReadPlainSamples(ref json);
        }

        if (name.SequenceEqual("v"u8))
        {
            seen |= Seen.V;
            return json.TryWhole(out var version) && version == 1;
        }

        if (name.SequenceEqual("boot"u8))
        {
            seen |= Seen.Boot;
            return json.TryText(out var text) && (Reading.Boot = texts.Find(text) ?? "").Length > 0;
        }

        var isSeq = name.SequenceEqual("seq"u8);
        if (isSeq || name.SequenceEqual("ts"u8))
        {
            seen |= isSeq ? Seen.Seq : Seen.Ts;
            var isWhole = json.TryWhole(out var number);
            (Reading.Seq, Reading.DeviceTime) = isSeq ? (number, Reading.DeviceTime) : (Reading.Seq, number);
            return isWhole;
        }

        var isHistoric = name.SequenceEqual("hist"u8);
        if (!(isHistoric || name.SequenceEqual("full"u8)) || !json.TryFlag(out var flag))
        {
            return false;
        }

        (Reading.Historic, Reading.Full) = isHistoric ? (flag, Reading.Full) : (Reading.Historic, flag);
        return true;
    }

    private bool TryReadPlainSamples(ref PlainJson json)
    {
        if (!json.TryTake('{'))
        {
            return false;
        }

        if (json.TryTake('}'))
        {
            return true;
        }

        do
        {
            if (!json.TryName(out var name) || !Fields.TryParse(name, out var field, out var slot) || field == Field.Unknown
                || !TryReadPlainSample(ref json, field, slot))
            {
                return false;
            }
        }
        while (json.TryTake(','));
        return json.TryTake('}');
    }

    private bool TryReadPlainSample(ref PlainJson json, Field field, int slot)
    {
        if (json.TryNull())
        {
            return Reading.TryAdd(Sample.None(field, slot));
        }

        switch (Fields.Type(field))
        {
            case FieldType.Number when json.TryNumber(out var number):
                return Fields.CanBe(field, number) && !Fields.IsNone(field, number) && Reading.TryAdd(Sample.Of(field, number, slot));
            case FieldType.Flag when json.TryFlag(out var flag):
                return Reading.TryAdd(Sample.Of(field, flag, slot));
            case FieldType.Text when json.TryText(out var utf8):
                return texts.Find(utf8) is { } text && Fields.Knows(field, text) && Reading.TryAdd(Sample.Of(field, text, slot));
            default:
                return false;
        }
    }
}
