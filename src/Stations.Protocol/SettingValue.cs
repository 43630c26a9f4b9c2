using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

/// <summary>What a device is set to in one respect: a number, a text or a flag, exactly one of them.</summary>
[JsonConverter(typeof(SettingValueConverter))]
public readonly record struct SettingValue(double? Number = null, string? Text = null, bool? Flag = null)
{
    public const int MaxText = 64;

    /// <summary>Many devices calculate with numbers half as long as ours: what differs by less is the same.</summary>
    private const double Slack = 0.001;

    public bool IsSame(SettingValue other) => Number is { } one && other.Number is { } another ? Math.Abs(one - another) <= Slack : this == other;

    /// <summary>A number or a flag where it reads like one.</summary>
    public static SettingValue Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? new(Number: number)
        : bool.TryParse(text, out var flag) ? new(Flag: flag)
        : new(Text: text);
}

/// <summary>As a bare JSON value.</summary>
public sealed class SettingValueConverter : JsonConverter<SettingValue>
{
    public override SettingValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.GetDouble() is var number && double.IsFinite(number) => new(Number: number),
        JsonTokenType.String when reader.GetString() is { Length: <= SettingValue.MaxText } text => new(Text: text),
        JsonTokenType.True => new(Flag: true),
        JsonTokenType.False => new(Flag: false),
        _ => throw new JsonException($"must be a number, true, false, or a text of at most {SettingValue.MaxText} characters"),
    };

    public override void Write(Utf8JsonWriter writer, SettingValue value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else if (value.Flag is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
