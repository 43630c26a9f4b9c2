using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>What a device is to be set to, and what it says it is.</summary>
/// <param name="Device">district:node:device</param>
/// <param name="Version">Of what it is to be set to; 0 where nobody has said. It is the ETag too.</param>
/// <param name="Takes">What can be set at this kind of device.</param>
/// <param name="Firmware">What it runs, by its last birth.</param>
/// <param name="FirmwareSince">Since when that is known.</param>
public sealed record ConfigView(
    string Device,
    ConfigState State,
    long Version,
    DesiredView? Desired,
    ReportedView? Reported,
    IReadOnlyList<SettingView> Takes,
    string? Maker,
    string? Model,
    string? Firmware,
    DateTimeOffset? FirmwareSince)
{
    internal static ConfigView Of(Device device) => Of(device, device.Config ?? Config.None);

    internal static ConfigView Of(Device device, Config config) => new(
        device.Info.Id.ToString(),
        config.State,
        config.Version,
        config.Desired is { } desired ? new(ValuesOf(desired.Values), desired.By, DateTimeOffset.FromUnixTimeMilliseconds(desired.At)) : null,
        config.Reported is { } said ? new(said.Version, ValuesOf(said.Values), said.Refused, DateTimeOffset.FromUnixTimeMilliseconds(said.At)) : null,
        [.. device.Kind.Settings.Select(SettingView.Of)],
        device.Info.Maker,
        device.Info.Model,
        device.Info.Firmware,
        Instants.Of(device.FirmwareSince));

    private static JsonObject ValuesOf(IReadOnlyDictionary<string, SettingValue> values)
    {
        var json = new JsonObject();
        foreach (var (name, value) in values)
        {
            json[name] = value.Number is { } number ? JsonValue.Create(number) : value.Flag is { } flag ? JsonValue.Create(flag) : JsonValue.Create(value.Text);
        }

        return json;
    }
}

/// <param name="Values">By name; the unit is in the name.</param>
/// <param name="By">Who wants it.</param>
public sealed record DesiredView(JsonObject Values, string By, DateTimeOffset At);

/// <param name="Version">The version that it speaks of.</param>
/// <param name="Values">By name; the unit is in the name.</param>
/// <param name="Refused">Why it does not take that version; null when it does.</param>
public sealed record ReportedView(long Version, JsonObject Values, string? Refused, DateTimeOffset At);

/// <summary>Something that can be set: a number from least to most, or one of some words.</summary>
/// <param name="Name">With its unit at the end.</param>
public sealed record SettingView(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Least,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Most,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Words)
{
    internal static SettingView Of(Setting setting) =>
        setting.Words.Length > 0 ? new(setting.Name, null, null, setting.Words) : new(setting.Name, setting.Least, setting.Most, null);
}
