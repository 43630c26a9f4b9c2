using System.Buffers;
using System.Text.Json;

namespace Stations.Protocol;

/// <summary>Writes what <see cref="ReadingParser"/> reads. Numbers have three decimals, more than any sensor means.</summary>
public static class EnvelopeWriter
{
    internal const int Decimals = 3;

    public static void Write(IBufferWriter<byte> output, string boot, long seq, long ts, ReadOnlySpan<Sample> samples, bool historic = false, bool full = false)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("v"u8, 1);
        json.WriteString("boot"u8, boot);
        json.WriteNumber("seq"u8, seq);
        json.WriteNumber("ts"u8, ts);
        if (historic)
        {
            json.WriteBoolean("hist"u8, value: true);
        }

        if (full)
        {
            json.WriteBoolean("full"u8, value: true);
        }

        json.WriteStartObject("d"u8);
        WriteSamples(json, samples);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The fields alone, as they stand under a device's name in a birth.</summary>
    public static JsonElement ToElement(ReadOnlySpan<Sample> samples)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteSamples(json, samples);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void WriteSamples(Utf8JsonWriter json, ReadOnlySpan<Sample> samples)
    {
        foreach (var sample in samples)
        {
            json.WritePropertyName(sample.Slot == 0 ? Fields.Name(sample.Field) : $"slot.{sample.Slot:00}.{Fields.Name(sample.Field)}");
            switch (Fields.Type(sample.Field))
            {
                case var _ when !sample.HasValue:
                    json.WriteNullValue();
                    break;
                case FieldType.Flag:
                    json.WriteBooleanValue(sample.Number != 0);
                    break;
                case FieldType.Text:
                    json.WriteStringValue(sample.Text);
                    break;
                default:
                    json.WriteNumberValue(Math.Round(sample.Number, Decimals));
                    break;
            }
        }
    }
}
