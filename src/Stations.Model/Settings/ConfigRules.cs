using Stations.Protocol;

namespace Stations.Model;

/// <summary>What a device may be set to, and what its word on that means: pure, decided once and journalled.</summary>
public static class ConfigRules
{
    /// <summary>Takes a request, or says why not. The same values again change nothing, whatever version they are to replace.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    /// <returns>What is new; null for nothing.</returns>
    public static (ConfigAnswer Answer, Config? News) Judge(Device device, ConfigRequest request, long now)
    {
        var config = device.Config ?? Config.None;
        if (config.Desired is { } before && before.Values.Count == request.Values.Count && Holds(request.Values, before.Values))
        {
            return (new(ConfigVerdict.Taken, config), null);
        }

        foreach (var (name, value) in request.Values)
        {
            if (Mistake(device.Kind, name, value) is { } mistake)
            {
                return (new(ConfigVerdict.BadValue, config, $"{name} {mistake}"), null);
            }
        }

        if (request.Expected != config.Version && (request.Expected is not null || config.Desired is not null))
        {
            return (new(request.Expected is null ? ConfigVerdict.NoVersion : ConfigVerdict.Changed, config), null);
        }

        // A device that knows of a later one than we do would take this for an old one.
        var version = Math.Max(config.Version, config.Reported?.Version ?? 0) + 1;
        var news = new Config(Desired: new(version, request.Values, request.By, now));
        return (new(ConfigVerdict.Taken, config.After(news)), news);
    }

    /// <summary>The device's word.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    /// <returns>What is new; null for nothing.</returns>
    public static Config? Hear(Device device, Reported said, long now)
    {
        var before = device.Config?.Reported;
        var isNews = before is null
            || ((said.Boot != before.Boot || said.Seq is null || before.Seq is null || said.Seq > before.Seq)
                && (said.Version != before.Version || said.Refused != before.Refused || said.Values.Count != before.Values.Count || !Holds(said.Values, before.Values)));
        return isNews ? new(Reported: new(said.Version, said.Values, said.Refused, now, said.Boot, said.Seq)) : null;
    }

    /// <summary>Null for what a device of that kind can be set to.</summary>
    public static string? Mistake(Kind kind, string name, SettingValue value) =>
        Array.Find(kind.Settings, one => one.Name == name) is { } setting ? setting.Mistake(value)
        : kind.Settings.Length == 0 ? "is nothing to set here: this kind of device has no settings"
        : $"is nothing to set here; there is {string.Join(", ", kind.Settings.Select(one => one.Name))}";

    /// <summary>All that is wanted is so.</summary>
    internal static bool Holds(IReadOnlyDictionary<string, SettingValue> wanted, IReadOnlyDictionary<string, SettingValue> found) =>
        wanted.All(one => found.TryGetValue(one.Key, out var value) && value.IsSame(one.Value));
}
