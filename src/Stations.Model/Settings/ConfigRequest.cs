using System.Text.Json.Serialization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>What somebody wants a device to be set to, all of it.</summary>
/// <param name="By">Who; 1 to 64 characters.</param>
/// <param name="Expected">The version that it is to replace, 0 for none; null when nobody says.</param>
public sealed record ConfigRequest(IReadOnlyDictionary<string, SettingValue> Values, string By, long? Expected);

[JsonConverter(typeof(JsonStringEnumConverter<ConfigVerdict>))]
public enum ConfigVerdict
{
    /// <summary>It is written, or was already so.</summary>
    Taken,
    NoSuchDevice,

    /// <summary>A name that this kind of device does not take, or a value that it cannot have.</summary>
    BadValue,

    /// <summary>There is a configuration, and nobody says that this one replaces it.</summary>
    NoVersion,

    /// <summary>Somebody was faster.</summary>
    Changed,
}

/// <param name="Config">As it is now.</param>
/// <param name="Detail">What is wrong, for people.</param>
public sealed record ConfigAnswer(ConfigVerdict Verdict, Config? Config = null, string? Detail = null);
