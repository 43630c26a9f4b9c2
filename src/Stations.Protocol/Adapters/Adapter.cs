using System.Buffers;
using System.Text.Json;

namespace Stations.Protocol;

/// <summary>
/// What one firmware's messages are in our words: pure, from bytes to bytes. What it names is said in ours; what it does not name stays byte for byte.
/// A value that its table does not know is none of ours (<c>null</c>), and what came stays behind it under a name that nobody knows, so that it is counted
/// and can be read.
/// </summary>
public sealed partial class Adapter
{
    /// <summary>Of a firmware that nobody has described, of a model that somebody has: nothing that it says is believed, and all of it is kept.</summary>
    public static readonly Adapter Unlisted = new([]);

    private readonly Entry[] entries;

    public Adapter(IReadOnlyList<AdapterField> fields)
    {
        var own = fields.Select(field => new Entry(field)).ToList();

        // A field of theirs that has the name of one of ours, which is another of theirs.
        var hidden = fields.Where(field => !fields.Any(other => other.Name == Fields.Name(field.Field) && other.IsOfSlot == field.IsOfSlot));
        entries = [.. own, .. hidden.Select(field => new Entry(Fields.Name(field.Field), field.IsOfSlot))];
    }

    /// <summary>Puts a message into our words. False for what is no JSON: its sender is told what is wrong with it by whoever reads it as it came.</summary>
    /// <param name="life">The boot whose firmware this is. Of a message of another life nobody knows which firmware spoke: nothing of it is believed. Null: of whichever.</param>
    /// <param name="room">Where what is not the message itself is written; good until the next use.</param>
    /// <param name="ours">The message itself, where nothing of it is another in our words.</param>
    public bool TryTranslate(ReadOnlySpan<byte> payload, string? life, ArrayBufferWriter<byte> room, out ReadOnlySpan<byte> ours)
    {
        ours = payload;
        var isUnlisted = ReferenceEquals(this, Unlisted);
        try
        {
            var isOfLife = life is null || IsOf(life, payload);
            if (isOfLife && !isUnlisted && entries.Length == 0)
            {
                return true;
            }

            room.ResetWrittenCount();
            Write(payload, isBelieved: isOfLife && !isUnlisted, forgets: isOfLife && isUnlisted, new Splice(payload, room));
            ours = room.WrittenSpan;
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Utf8JsonReader has no other way to say it; the second kind is a text that is half a surrogate pair.
            return false;
        }
    }

    private static bool IsOf(string life, ReadOnlySpan<byte> payload)
    {
        var json = new Utf8JsonReader(payload, ReadingParser.Options);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isBoot = json.ValueTextEquals("boot"u8);
            json.Read();
            if (isBoot)
            {
                return json.TokenType == JsonTokenType.String && json.ValueTextEquals(life);
            }

            json.Skip();
        }

        return false;
    }

    /// <param name="forgets">What was known before is not known any more.</param>
    private void Write(ReadOnlySpan<byte> payload, bool isBelieved, bool forgets, Splice text)
    {
        var json = new Utf8JsonReader(payload, ReadingParser.Options);
        json.Read();
        var isEmpty = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isData = json.ValueTextEquals("d"u8);
            json.Read();
            if (!isData || json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
            }
            else if (isBelieved)
            {
                WriteFields(payload, ref json, ref text);
            }
            else
            {
                Disown(ref json, ref text);
            }
        }

        if (forgets && !isEmpty && json.TokenType == JsonTokenType.EndObject)
        {
            text.CopyTo((int)json.TokenStartIndex);
            text.Put(",\"full\":true"u8);
        }

        text.CopyTo(payload.Length);
    }

    /// <summary>All of it under names that nobody knows.</summary>
    private static void Disown(ref Utf8JsonReader json, ref Splice text)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            text.CopyTo((int)json.TokenStartIndex + 1);
            text.Put("?"u8);
            json.Read();
            json.Skip();
        }
    }
}
