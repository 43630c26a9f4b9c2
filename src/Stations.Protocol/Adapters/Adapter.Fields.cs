using System.Text;
using System.Text.Json;

namespace Stations.Protocol;

/// <summary>Field by field.</summary>
public sealed partial class Adapter
{
    private static readonly byte[] None = "null"u8.ToArray();

    private void WriteFields(ReadOnlySpan<byte> payload, ref Utf8JsonReader json, ref Splice text)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = (int)json.TokenStartIndex + 1;
            var length = json.ValueSpan.Length;
            var entry = Find(json.ValueSpan, out var own);
            json.Read();
            var value = json;
            json.Skip();
            if (entry is null)
            {
                continue;
            }

            if (entry.Ours is not { } ours)
            {
                text.CopyTo(name);
                text.Put("?"u8);
            }
            else if (!entry.IsChanged)
            {
                text.CopyTo(name + length - own);
                text.Put(ours);
                text.Drop(own);
            }
            else if (TryFindValue(ref value) && entry.TryRead(ref value, out var word, out var number))
            {
                text.CopyTo(name + length - own);
                text.Put(ours);
                text.Drop(own);
                text.CopyTo((int)value.TokenStartIndex);
                if (word is null)
                {
                    text.Put(number);
                }
                else
                {
                    text.Put(word);
                }

                text.Drop(value.ValueSpan.Length + (value.TokenType == JsonTokenType.String ? 2 : 0));
            }
            else
            {
                text.CopyTo(name);
                text.Put(payload.Slice(name, length - own));
                text.Put(ours);
                text.Put("\":null,\"?"u8);
            }
        }
    }

    /// <param name="own">How much of the name's end is the field's own, behind <c>slot.NN.</c>.</param>
    private Entry? Find(ReadOnlySpan<byte> name, out int own)
    {
        var rest = name.StartsWith("slot."u8) ? name[5..] : name;
        var digits = rest.Length == name.Length ? 0 : rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var isOfSlot = digits > 0 && rest[digits] == '.';
        rest = isOfSlot ? rest[(digits + 1)..] : name;
        own = rest.Length;
        foreach (var entry in entries)
        {
            if (entry.IsOfSlot == isOfSlot && rest.SequenceEqual(entry.Theirs))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>In <c>{"v":…,"q":…}</c> what stands at v; otherwise the value is itself.</summary>
    private static bool TryFindValue(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return true;
        }

        var found = json;
        var count = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isValue = json.ValueTextEquals("v"u8);
            json.Read();
            if (isValue)
            {
                found = json;
                count++;
            }

            json.Skip();
        }

        json = found;
        return count == 1;
    }

    private sealed class Entry
    {
        private readonly (byte[] Theirs, byte[] Ours)[] words = [];
        private readonly double times = 1;
        private readonly double plus;

        public Entry(AdapterField field) : this(field.Name, field.IsOfSlot)
        {
            Ours = Encoding.UTF8.GetBytes(Fields.Name(field.Field));
            words = [.. (field.Words ?? new Dictionary<string, string>(StringComparer.Ordinal)).Select(word => (
                Encoding.UTF8.GetBytes(word.Key),
                Encoding.UTF8.GetBytes(Fields.Type(field.Field) == FieldType.Text ? $"\"{word.Value}\"" : word.Value)))];
            (times, plus, IsChanged) = (field.Times, field.Plus, field.IsScaled || words.Length > 0);
        }

        public Entry(string theirs, bool isOfSlot) => (Theirs, IsOfSlot) = (Encoding.UTF8.GetBytes(theirs), isOfSlot);

        public byte[] Theirs { get; }

        public bool IsOfSlot { get; }

        /// <summary>Null where it is none of ours.</summary>
        public byte[]? Ours { get; }

        /// <summary>Its values are others in ours.</summary>
        public bool IsChanged { get; }

        /// <param name="word">What it is in ours; null where that is <paramref name="number"/>.</param>
        public bool TryRead(ref Utf8JsonReader value, out byte[]? word, out double number)
        {
            (word, number) = (None, 0);
            if (value.TokenType == JsonTokenType.Null)
            {
                return true;
            }

            foreach (var (theirs, ours) in words)
            {
                if (value.TokenType == JsonTokenType.String ? value.ValueTextEquals(theirs) : value.ValueSpan.SequenceEqual(theirs))
                {
                    word = ours;
                    return true;
                }
            }

            if (words.Length > 0 || value.TokenType != JsonTokenType.Number)
            {
                return false;
            }

            (word, number) = (null, Math.Round(value.GetDouble() * times + plus, EnvelopeWriter.Decimals));
            return double.IsFinite(number);
        }
    }
}
