using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Server.Api;

/// <summary>A text by language tag. In a body also one text alone, which then stands for Chinese and English.</summary>
[JsonConverter(typeof(LocalTextConverter))]
public sealed record LocalText(IReadOnlyDictionary<string, string> ByLanguage)
{
    public const int MaxLanguages = 8;
    public const int MaxLength = 200;

    internal static readonly string Expected =
        $"must be a text of 1 to {MaxLength} characters, or 1 to {MaxLanguages} of them by language tag, such as {{\"zh-CN\":\"…\",\"en\":\"…\"}}";

    public static LocalText Same(string text) => new(new Dictionary<string, string>(StringComparer.Ordinal) { ["zh-CN"] = text, ["en"] = text });

    [JsonIgnore]
    public bool IsValid => ByLanguage.Count is > 0 and <= MaxLanguages && ByLanguage.All(one =>
        one.Key.Length is > 1 and <= 16 && one.Key.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && one.Value.Trim().Length is > 0 and <= MaxLength);
}

internal sealed class LocalTextConverter : JsonConverter<LocalText>
{
    public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return LocalText.Same(reader.GetString()!);
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var language = reader.GetString()!;
            reader.Read();
            texts[language] = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException();
        }

        return new(texts);
    }

    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (language, text) in value.ByLanguage)
        {
            writer.WriteString(language, text);
        }

        writer.WriteEndObject();
    }
}
